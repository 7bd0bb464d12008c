import type { Log, LogFields } from '#src/ports/log.ts';

const sentence = (cause: unknown): string =>
  cause instanceof Error ? cause.message : JSON.stringify(cause);

function causeFields(cause: unknown): Record<string, unknown> {
  if (cause === undefined) return {};
  if (!(cause instanceof Error)) return { cause: sentence(cause) };
  return {
    cause: cause.message,
    stack: cause.stack
      ?.split('\n')
      .slice(1, 8)
      .map((l) => l.trim())
      .join(' | '),
    ...(cause.cause === undefined ? {} : { root: sentence(cause.cause) }),
  };
}

/** JSON lines through `write` (standard error in Node, console in workerd). */
export function createJsonLog(write: (line: string) => void): Log {
  const line = (level: string, event: string, fields: LogFields = {}, cause?: unknown) =>
    write(
      JSON.stringify({
        at: new Date().toISOString(),
        level,
        event,
        ...fields,
        ...causeFields(cause),
      }),
    );
  return {
    info: (event, fields) => line('info', event, fields),
    warn: (event, fields, cause) => line('warn', event, fields, cause),
    error: (event, fields, cause) => line('error', event, fields, cause),
  };
}
