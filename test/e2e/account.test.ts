import type { Browser, Locator } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import {
  patienceMs,
  pictureFailures,
  signInByPage,
  surf,
  type Surfer,
} from '#test/support/surfer.ts';
import { totpOf } from '#test/support/totp.ts';

let hub: TestHub;
let browser: Browser;
let lin: Surfer;
let email: string;
let userId: string;

beforeAll(async () => {
  hub = await startHub();
  browser = await openBrowser();
  ({ email, userId } = await person(hub, 'lin'));
  lin = await surf(browser, hub.url);
}, 180_000);

pictureFailures(() => [lin]);

afterAll(async () => {
  await lin?.close();
  await browser?.close();
  await hub?.stop();
});

/** The modules a person's phone sees, read from the middle of each square of the drawing. */
const shownCode = (code: Locator): Promise<boolean[][]> =>
  code.evaluate((element) => {
    const svg = element as unknown as SVGSVGElement;
    const [, dark] = svg.querySelectorAll('path');
    const { width, height } = svg.viewBox.baseVal;
    return Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) =>
        Boolean(dark?.isPointInFill(new DOMPoint(x + 0.5, y + 0.5))),
      ),
    );
  });

test('two-factor is turned on with an authenticator and asked for at the next sign-in', async () => {
  const { page, context } = lin;
  await signInByPage(page, email, password);
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/account/security');
  await page.getByRole('button', { name: '开启' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(password);
  await dialog.getByRole('button', { name: '验证', exact: true }).click();
  const uri = await dialog.getByRole('link', { name: '在本机验证器中打开' }).getAttribute('href');
  expect(await shownCode(dialog.getByRole('img', { name: '两步验证的二维码' }))).toEqual(
    encode(uri ?? '', { border: 4 }).data,
  );
  const shown = await dialog.getByLabel('密钥', { exact: true }).innerText();
  expect(shown.replaceAll(' ', '')).toBe(new URL(uri ?? '').searchParams.get('secret'));
  await dialog.getByLabel('输入应用显示的 6 位数字以完成开启').fill('000000');
  await dialog.getByRole('button', { name: '验证', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('输入应用显示的 6 位数字以完成开启').fill(totpOf(uri ?? ''));
  await dialog.getByRole('button', { name: '验证', exact: true }).click();
  const codes = (await dialog.getByLabel('备用码').first().innerText()).split('\n');
  expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await page.getByText('已开启。登录时除密码外还需验证器中的数字。').waitFor();

  await context.clearCookies();
  await signInByPage(page, email, password);
  await page.getByLabel('验证器中的 6 位数字').fill('123456');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.getByRole('alert').waitFor();
  // The code of the next half minute is valid too and has not been used yet.
  await page.getByLabel('验证器中的 6 位数字').fill(totpOf(uri ?? '', Date.now() + 30_000));
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');

  await context.clearCookies();
  await signInByPage(page, email, password);
  await page.getByRole('button', { name: '改用备用码' }).click();
  await page.getByLabel('备用码').fill(codes[0] ?? '');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/account/security');
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('dialog').getByLabel('当前密码').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: '验证', exact: true }).click();
  await page.getByText('未开启。开启后，即使密码泄露').waitFor();
});

test('a session opened elsewhere is listed, ended, and its browser is out at once', async () => {
  const phone = await surf(browser, hub.url, {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
    viewport: { width: 390, height: 844 },
  });
  await signInByPage(phone.page, email, password);
  await phone.page.waitForURL((url) => url.pathname === '/');
  const { page } = lin;
  await page.goto('/account/security');
  const row = page.getByRole('listitem').filter({ hasText: 'Chrome · Android' });
  await row.getByRole('button', { name: '退出' }).click();
  await row.waitFor({ state: 'detached' });
  await phone.page.goto('/account');
  await phone.page.waitForURL('**/sign-in?next=*');
  await phone.close();
  await page.reload();
  await page.getByText('当前设备').waitFor();
});

test('a token is shown once, works for a script, and is refused once revoked', async () => {
  const { page } = lin;
  await page.goto('/account/tokens');
  await page.getByLabel('用途').fill('训练服务器每日下载');
  await page.getByRole('button', { name: '创建令牌' }).click();
  const notice = page.getByRole('status').filter({ hasText: '令牌已创建' });
  const token = (await notice.getByLabel('访问令牌').first().innerText()).trim();
  const me = async (): Promise<number> =>
    (await fetch(`${hub.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  const mayRead = async (): Promise<number> =>
    (
      await fetch(`${hub.url}/api/v1/datasets?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;
  expect(await mayRead()).toBe(200);
  expect(await me()).not.toBe(401);
  await page.reload();
  await page.getByRole('listitem').filter({ hasText: '训练服务器每日下载' }).waitFor();
  expect((await page.content()).includes(token)).toBe(false);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText('最近使用：').count();
      },
      { timeout: patienceMs },
    )
    .toBe(1);
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
  await page.getByText('还没有令牌').waitFor();
  expect([await mayRead(), await me()]).toEqual([401, 401]);
});

test('whom an administrator disables is out at once and may not come back', async () => {
  const { page } = lin;
  const admin = await person(hub, 'admin', { staffRole: 'admin' });
  await page.goto('/account');
  await page.getByRole('heading', { name: '我的账户' }).waitFor();
  const { body } = await admin.get(`/api/v1/admin/users?q=${encodeURIComponent(email)}`);
  const seen = body.items.find((one: { email: string }) => one.email === email);
  const answer = await admin.post(`/api/v1/admin/users/${userId}/disable`, {
    revision: seen.revision,
    reason: '离职',
  });
  expect(answer.status).toBe(200);
  await page.goto('/account');
  await page.waitForURL('**/sign-in?next=*');
  await signInByPage(page, email, password);
  await page.getByRole('alert').waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});
