import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface S3Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Folder with one sub-folder a bucket; objects are plain files. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Path of the versitygw binary: env VERSITYGW, or from PATH; undefined if there is none. */
export function versitygw(): string | undefined {
  const named = process.env['VERSITYGW'];
  if (named !== undefined && named !== '') return named;
  try {
    return execFileSync('which', ['versitygw'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** A real S3 server over a temporary folder, on a free loopback port. */
export async function startS3(binary: string): Promise<S3Server> {
  const home = await mkdtemp(join(tmpdir(), 'banyan-s3-'));
  const port = await freePort();
  const keys = {
    accessKeyId: 'test-access',
    secretAccessKey: 'test-secret-key',
    region: 'us-east-1',
  };
  const child = spawn(
    binary,
    ['--port', `127.0.0.1:${port}`, '--region', keys.region, 'posix', home],
    {
      env: {
        ...process.env,
        ROOT_ACCESS_KEY: keys.accessKeyId,
        ROOT_SECRET_KEY: keys.secretAccessKey,
      },
      stdio: 'ignore',
    },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await answering(endpoint);
  return {
    ...keys,
    endpoint,
    folder: home,
    stop: async () => {
      child.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function answering(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the S3 server did not start within 10 s');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
