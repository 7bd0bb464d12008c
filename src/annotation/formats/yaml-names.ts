/**
 * The class names of a YOLO `data.yaml`: `names` as a map of numbers, as a block list or as a flow list. Not a YAML
 * parser: it knows the forms that data files are written in. The result may have holes.
 */
export function readYamlNames(text: string): string[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const at = lines.findIndex((line) => /^names\s*:/.test(line));
  if (at === -1) return undefined;
  const rest = withoutComment((lines[at] ?? '').replace(/^names\s*:/, '')).trim();
  const block: string[] = [];
  for (const line of lines.slice(at + 1)) {
    if (/^[^\s#-]/.test(line)) break;
    block.push(line);
  }
  if (rest !== '') return flowNames([rest, ...block.map(withoutComment)].join(' '));
  const names: string[] = [];
  for (const line of block.map((raw) => withoutComment(raw).trim())) {
    const entry = /^(?:-\s+|(\d{1,6})\s*:\s*)(.*)$/s.exec(line);
    if (entry)
      names[entry[1] === undefined ? names.length : Number(entry[1])] = scalar(entry[2] ?? '');
  }
  return names.length > 0 ? names : undefined;
}

function flowNames(flow: string): string[] | undefined {
  const inner = /^[[{](.*)[\]}]\s*$/s.exec(flow)?.[1];
  if (inner === undefined) return undefined;
  const names: string[] = [];
  for (const match of inner.matchAll(/("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,])+/g)) {
    const entry = match[0].trim();
    const keyed = flow.startsWith('{') ? /^(\d{1,6})\s*:\s*(.*)$/s.exec(entry) : null;
    if (entry !== '')
      names[keyed ? Number(keyed[1]) : names.length] = scalar(keyed ? (keyed[2] ?? '') : entry);
  }
  return names.length > 0 ? names : undefined;
}

/** Cuts a comment off: `#` after a blank or at the start, outside quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const mark = line[i] ?? '';
    if (quote !== '') {
      if (quote === '"' && mark === '\\') i += 1;
      else if (mark === quote) quote = '';
    } else if (mark === '#' && (i === 0 || /\s/.test(line[i - 1] ?? ''))) return line.slice(0, i);
    else if ((mark === '"' || mark === "'") && /^[\s\-:[{,\d]*$/.test(line.slice(0, i).slice(-2)))
      quote = mark;
  }
  return line;
}

function scalar(raw: string): string {
  const text = raw.trim();
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1)
    return text.slice(1, -1).replaceAll("''", "'");
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replaceAll(/^"|"$/g, '');
  }
}

/**
 * A `data.yaml` for Ultralytics; every name is a JSON string, which YAML 1.2 reads as it is. Characters that YAML 1.1
 * takes for line breaks or refuses (NEL, LS, PS, C1 controls, BOM) are written as escapes.
 */
export function yamlOfNames(names: readonly (readonly [id: number, name: string])[]): string {
  const lines = names.map(([id, name]) => `  ${id}: ${quoted(name)}\n`).join('');
  const list = names.length === 0 ? 'names: {}\n' : `names:\n${lines}`;
  return `path: .\ntrain: train.txt\nval: train.txt\n${list}`;
}

const quoted = (name: string): string =>
  JSON.stringify(name).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
