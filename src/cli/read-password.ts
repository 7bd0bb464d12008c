import { stdin, stderr } from 'node:process';
import { createInterface } from 'node:readline';
import { ConfigError } from '../config.ts';

function prompt(): Promise<string> {
  return new Promise((resolve) => {
    stderr.write('Password: ');
    stdin.setRawMode(true);
    let typed = '';
    const take = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n' || character === '\u0004') {
          stdin.setRawMode(false);
          stdin.off('data', take);
          stdin.pause();
          stderr.write('\n');
          resolve(typed);
          return;
        }
        if (character === '\u0003') process.exit(130);
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', take);
  });
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

/** From the flag, a terminal's prompt (not echoed) or the first line of standard input. */
export async function readPassword(flag: string | undefined): Promise<string> {
  const password = flag ?? (stdin.isTTY ? await prompt() : await firstLine());
  if (!password)
    throw new ConfigError('The password is missing: use --password or standard input.');
  return password;
}
