import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The real server as a process of its own, which can be killed and started again on the same data. */
export class HubProcess {
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  url = '';
  /** What the present process printed so far. */
  printed = '';

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
  }

  /** Starts the server on a free port and waits until it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--heap-growing-percent=40', 'src/main.node.ts'], {
      env: { ...process.env, PORT: '0', SEED: 'none', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let errors = '';
    this.printed = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        this.printed += chunk.toString();
        const found = /ready at (\S+)/.exec(chunk.toString());
        if (found?.[1]) resolve(found[1]);
      });
      child.on('exit', (code) => reject(new Error(`the hub ended with ${code}: ${errors}`)));
    });
  }

  /** Ends the process at once and without a chance to tidy up, by default. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
