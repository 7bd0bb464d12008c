/** Prints the percentiles of times in ms. */
export function say(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const ms = (share: number) => `${at(share).toFixed(1)} ms`;
  console.log(`${name}: n ${sorted.length}, p50 ${ms(0.5)}, p95 ${ms(0.95)}, p99 ${ms(0.99)}`);
}

/** Runs it and keeps its time in ms. */
export async function timed<R>(into: number[], work: () => Promise<R>): Promise<R> {
  const start = performance.now();
  const result = await work();
  into.push(performance.now() - start);
  return result;
}

/**
 * Open loop: `total` turns of `clients` clients, each turn due at its own instant so that `rate` are due a
 * second in all. A client that is late begins at once, and its times count from when the turn was due, so that
 * waiting is told. `turn` gets the instant it was due.
 */
export async function paced(
  of: { readonly clients: number; readonly rate: number; readonly total: number },
  turn: (client: number, due: number) => Promise<void>,
): Promise<number> {
  const { clients, rate, total } = of;
  const start = performance.now() + 50;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = client; n < total; n += clients) {
        const due = start + (n * 1_000) / rate;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((r) => setTimeout(r, Math.ceil(wait)));
        await turn(client, due);
      }
    }),
  );
  return (performance.now() - start) / 1_000;
}
