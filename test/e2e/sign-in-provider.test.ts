import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { startOidcProvider, type OidcProvider } from '#test/support/oidc-provider.ts';
import { person } from '#test/support/people.ts';
import { pictureFailures, surf, type Surfer } from '#test/support/surfer.ts';

let provider: OidcProvider;
let hub: TestHub;
let browser: Browser;
let lin: Surfer;

beforeAll(async () => {
  provider = await startOidcProvider();
  hub = await startHub({ env: provider.env });
  browser = await openBrowser();
  lin = await surf(browser, hub.url);
}, 180_000);

pictureFailures(() => [lin]);

afterAll(async () => {
  await lin?.close();
  await browser?.close();
  await hub?.stop();
  await provider?.stop();
});

const button = () =>
  lin.page.getByRole('main').getByRole('button', { name: '使用统一身份认证登录' });

test('the button of the identity provider leads there and back to the page one came from', async () => {
  const { page } = lin;
  provider.claims = { sub: 'lin', email: 'lin@example.cn', email_verified: true, name: '林一' };
  await page.goto('/account/tokens');
  await page.waitForURL('**/sign-in?next=*');
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
  const asked = page.waitForRequest((request) => request.url().startsWith(provider.url));
  await button().click();
  const consent = new URL((await asked).url());
  expect([consent.pathname, consent.searchParams.get('code_challenge_method')]).toEqual([
    '/authorize',
    'S256',
  ]);
  await page.waitForURL((url) => url.origin === hub.url && url.pathname === '/account/tokens');
  await page.getByRole('main').getByText('lin@example.cn').waitFor();
  expect(visited.at(-1)).toBe('/account/tokens');
  await page.goto('/account');
  expect(await page.getByLabel('姓名').inputValue()).toBe('林一');
});

test('what the provider refuses is said on the sign-in page, and the password still works', async () => {
  const { page, context } = lin;
  await context.clearCookies();
  const { email } = await person(hub, 'unverified', { verified: false });
  provider.claims = { sub: 'other', email, email_verified: true, name: 'Other' };
  await page.goto('/sign-in');
  await button().click();
  await page.waitForURL('**/sign-in?error=*');
  const alert = page.getByText('外部登录没有完成，请重试或使用密码登录。');
  await alert.waitFor();

  provider.broken = 500;
  await button().click();
  await page.waitForURL('**/sign-in?error=identity.providerRefused*');
  await alert.waitFor();
  expect(await page.getByLabel('密码', { exact: true }).isVisible()).toBe(true);
  expect(lin.troubles).toEqual([]);
});
