import {
  counted,
  known,
  noTables,
  notSeen,
  tablesOf,
  withEveryContent,
  withTables,
  type Evidence,
} from '../facts.ts';

const filesReadable: Evidence = (facts) => {
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  const files = known(facts);
  const broken = files.filter((file) => file.content.broken).length;
  return counted(
    files.length - broken,
    files.length,
    facts,
    {
      zh: `分析过的 ${files.length} 个文件中有 ${broken} 个损坏或无法读取。`,
      en: `${broken} of ${files.length} files looked into are broken or cannot be read.`,
    },
    {
      sentence: {
        zh: `修复并重新上传 ${broken} 个无法读取的文件。`,
        en: `Repair the ${broken} broken files and upload them again.`,
      },
      apply: (f) => withEveryContent(f, (content) => ({ ...content, broken: false })),
    },
  );
};

const rowsRegular: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const tables = tablesOf(facts);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const ragged = tables.reduce((sum, table) => sum + table.ragged, 0);
  return counted(
    Math.max(0, rows - ragged),
    rows,
    facts,
    {
      zh: `${rows} 行中有 ${ragged} 行的单元格数与表头不符。`,
      en: `${ragged} of ${rows} rows have another number of cells than the header.`,
    },
    {
      sentence: {
        zh: `修正 ${ragged} 行，使单元格数与表头一致。`,
        en: `Correct the ${ragged} rows whose cells do not match the header.`,
      },
      apply: (f) => withTables(f, (table) => ({ ...table, ragged: 0 })),
    },
  );
};

const valuesFitType: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const columns = tablesOf(facts).flatMap((table) => table.columns);
  const stray = columns.filter((column) => column.widened).length;
  return counted(
    columns.length - stray,
    columns.length,
    facts,
    {
      zh: `${columns.length} 列中有 ${stray} 列混入了类型不符的值。`,
      en: `${stray} of ${columns.length} columns hold stray values of another type.`,
    },
    {
      sentence: {
        zh: `清理 ${stray} 列中类型不符的值（分析页列出了首个出现的行）。`,
        en: `Clean the stray values of ${stray} columns; the profile names the first line of each.`,
      },
      apply: (f) =>
        withTables(f, (table) => ({
          ...table,
          columns: table.columns.map((column) => ({ ...column, widened: false })),
        })),
    },
  );
};

/** 准确性: what can be seen of correctness without knowing the world. */
export const accuracy = { filesReadable, rowsRegular, valuesFitType };
