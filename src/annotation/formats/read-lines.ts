import type { ConfigModel } from '../region.ts';
import { readLines } from './decode-text.ts';
import { problem, type ImportItem, type ImportSource } from './import-item.ts';
import { importTargets } from './import-targets.ts';

/** Plain text: every line that is not empty is a task of its own. */
export async function* readTextLines(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const field = importTargets(config).field('text');
  let item = 0;
  let line = 0;
  for await (const { text } of readLines(source)) {
    line += 1;
    if (text.trim() === '') continue;
    item += 1;
    const place = { item, line };
    yield {
      kind: 'task',
      ...place,
      task: { data: { [field]: text }, annotations: [], predictions: [] },
    };
    if (text.includes('\uFFFD')) yield problem(place, 'text.encoding', 'nothing');
  }
}
