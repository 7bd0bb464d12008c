import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium reads and writes file names in the locale's encoding; a bare environment means ASCII. */
const utf8Environment = (): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
});

/** Whether the machine has the libraries Chromium needs beyond libc (NSS). */
function hasNss(): boolean {
  try {
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).includes('libnss3.so');
  } catch {
    return false;
  }
}

/** The Chromium inside an npm package, with its own NSS where the system has none (Linux x64). */
async function packagedBrowser(): Promise<{ executablePath: string; args: string[] }> {
  if (!hasNss()) process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return { executablePath: await packaged.executablePath(), args: packaged.args };
}

/** A real headless browser: the system's where there is one, otherwise the one from npm. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const system = process.env['BANYAN_PACKAGED_BROWSER']
    ? undefined
    : systemBrowsers.find((path) => existsSync(path));
  if (system)
    return chromium.launch({
      executablePath: system,
      args: [...flags, ...more],
      env: utf8Environment(),
    });
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'no browser: install Chromium or Chrome to run the browser tests on this system',
    );
  const { executablePath, args } = await packagedBrowser();
  return chromium.launch({
    executablePath,
    args: [...args, ...flags, ...more],
    env: utf8Environment(),
  });
}
