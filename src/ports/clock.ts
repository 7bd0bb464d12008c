/** The time as use cases see it; leases and deadlines that guard a row use the database's clock instead. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };
