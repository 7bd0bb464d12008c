/**
 * At most `most` records of a delimited text, quotes as in RFC 4180; the last one is left out where
 * the text is `cut`. A `csv` may be separated by whichever of , ; tab | its first line holds most.
 */
export function splitRecords(
  text: string,
  kind: 'csv' | 'tsv',
  most: number,
  cut: boolean,
): string[][] {
  const delimiter = kind === 'tsv' ? '\t' : likelyDelimiter(text);
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = (): void => {
    record.push(cell);
    if (record.length > 1 || cell !== '') records.push(record);
    record = [];
    cell = '';
  };
  for (let at = 0; at < text.length && records.length < most; at += 1) {
    const sign = text[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === delimiter) {
      record.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      endRecord();
    } else cell += sign;
  }
  if (!cut && records.length < most && (cell !== '' || record.length > 0)) endRecord();
  return records;
}

function likelyDelimiter(text: string): string {
  const line = text.slice(0, Math.max(0, text.search(/[\r\n]/u)) || undefined);
  const counts = [',', ';', '\t', '|'].map((sign) => [sign, line.split(sign).length] as const);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}
