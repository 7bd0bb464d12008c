/**
 * The value of a task's field by its name in the configuration, which may go deeper by dots and brackets
 * (`a.b[0].c`); a field whose own name holds dots wins.
 */
export function taskField(data: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(data, path)) return data[path];
  let value: unknown = data;
  for (const part of path.replaceAll(/\[(\d+)\]/gu, '.$1').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
