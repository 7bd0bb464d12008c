/**
 * The first elements, as JSON, of the top array of a document or of its `features`, as far as they are
 * whole in `text`, which may end anywhere.
 */
export function wholeElements(text: string, most: number): string[] {
  const start = /^\s*\[/u.test(text) ? text.indexOf('[') : featuresAt(text);
  if (start < 0) return [];
  const elements: string[] = [];
  let depth = 0;
  let from = start + 1;
  let inString = false;
  for (let at = from; at < text.length && elements.length < most; at += 1) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}' || (sign === ',' && depth === 0)) {
      if (sign !== ',') depth -= 1;
      if (depth > 0) continue;
      const end = sign === ',' || depth < 0 ? at : at + 1;
      const element = text.slice(from, end).trim();
      if (element !== '' && (sign === ',' || depth < 0)) elements.push(element);
      if (depth < 0) break;
      if (sign === ',') from = at + 1;
    }
  }
  return elements;
}

function featuresAt(text: string): number {
  const found = /"features"\s*:\s*\[/u.exec(text);
  return found ? found.index + found[0].length - 1 : -1;
}
