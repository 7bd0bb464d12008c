/** `file · field` → why the profiler's answer differs from truth.json and stays so. */
export const EXPLAINED: Readonly<Record<string, string>> = {};
