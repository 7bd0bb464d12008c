/** Counts for operators. Promise: label values come from a closed set, so that series stay few. */
export interface Metrics {
  request(method: string, route: string, status: number, seconds: number): void;
  /** Prometheus text format. */
  text(): Promise<string>;
}
