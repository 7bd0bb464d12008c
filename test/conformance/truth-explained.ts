/** `file · field` → why the profiler's answer differs from truth.json and stays so. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'tabular/messy/qsv/adur-public-toilets.csv · distinct':
    'truth strips blanks before counting; for the hub "x" and "x " are two values, as they are for a join',
};
