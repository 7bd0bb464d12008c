import { serve, type ServerType } from '@hono/node-server';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { startJobRunner } from '#src/adapters/jobs/graphile-runner.ts';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { hubCron, hubJobs } from './hub-jobs.ts';
import { openHub } from './main.hub.ts';
import { seedAtStart } from './seed-demo.ts';

const log = createJsonLog((line) => process.stderr.write(`${line}\n`));

function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  port: number,
  hostname: string,
) {
  return new Promise<{ server: ServerType; port: number }>((resolve, reject) => {
    const server = serve(
      { fetch, port, hostname, serverOptions: { requestTimeout: 0, headersTimeout: 20_000 } },
      (info) => resolve({ server, port: info.port }),
    );
    server.on('error', reject);
  });
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const node = await openHub(config, log);
  const seeded = await seedAtStart(node);
  if (seeded) process.stdout.write(`${seeded}\n`);
  const app = createApp(node.hub);
  const { server, port } = await listen(app.fetch, config.port, config.host);
  const runner = await startJobRunner({
    pool: node.pool,
    handlers: hubJobs(node.hub),
    cron: hubCron,
    concurrency: config.jobWorkers,
    log,
  });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    node.beginStop();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    const impatient = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      10_000,
    );
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await runner.stop();
    await closed;
    clearTimeout(impatient);
    await node.close({ stopDatabase: 'always' });
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error('stop.failed', {}, error);
        process.exit(1);
      });
    });
  const shown = config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl;
  process.stdout.write(`Banyan is ready at ${shown}\n`);
}

try {
  await start();
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else if ((error as { code?: string }).code === 'EADDRINUSE')
    process.stderr.write('PORT is in use by another program: stop it or set another PORT.\n');
  else log.error('start.failed', {}, error);
  process.exit(1);
}
