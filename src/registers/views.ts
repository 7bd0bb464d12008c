import { csvLine, csvMark } from '#src/kernel/csv.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import { cellOf, type Field } from './field.ts';
import type { EntryRow, EntryVersionRow, RegisterRow } from './queries.ts';
import type { EntryViewBody, FieldBody, RegisterViewBody } from './schema.ts';
import type { Attributes } from './tables.ts';

export const registerView = (row: RegisterRow): RegisterViewBody => ({
  key: row.key,
  name: { zh: row.name_zh, en: row.name_en },
  about: { zh: row.about_zh, en: row.about_en },
  fields: [...row.fields] as FieldBody[],
  revision: row.revision,
  listed: Number(row.listed ?? 0n),
});

const copy = (attributes: Attributes) =>
  attributes as Readonly<Record<string, string | number | string[]>>;

const days = (row: { valid_from: string | null; valid_to: string | null }) => ({
  ...(row.valid_from === null ? {} : { validFrom: row.valid_from }),
  ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
});

export const entryView = (row: EntryRow): EntryViewBody => ({
  id: row.id,
  number: Number(row.number),
  register: row.register_key,
  ...(row.slug === null
    ? {}
    : { organisation: { slug: row.slug, name: { zh: row.org_zh ?? '', en: row.org_en ?? '' } } }),
  name: { zh: row.name_zh, en: row.name_en },
  attributes: copy(row.attributes),
  state: row.state,
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...days(row),
  inForce: row.in_force,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
});

export const versionView = (row: EntryVersionRow) => ({
  revision: row.revision,
  state: row.state,
  ...(row.reason === null ? {} : { reason: row.reason }),
  name: { zh: row.name_zh, en: row.name_en },
  attributes: copy(row.attributes),
  ...days(row),
  at: row.changed_at.toISOString(),
});

const heads = {
  zh: ['编号', '名称', '机构', '有效期起', '有效期止'],
  en: ['Number', 'Name', 'Organisation', 'Valid from', 'Valid to'],
} as const;

/** The list as a printable document in one language. */
export function entriesDocument(
  register: RegisterRow,
  rows: readonly EntryRow[],
  options: { readonly language: 'zh' | 'en'; readonly url: string; readonly now: Date },
): DocumentModel {
  const { language, url, now } = options;
  const zh = language === 'zh';
  const wide = register.fields.filter((field) => field.kind !== 'link');
  const columns = [
    { title: heads[language][0], share: 1, align: 'right' as const },
    { title: heads[language][1], share: 4 },
    { title: heads[language][3], share: 2 },
    ...wide.map((field) => ({
      title: field.label[language],
      share: field.kind === 'text' || field.kind === 'choices' ? 3 : 2,
      ...(field.kind === 'integer' || field.kind === 'number' ? { align: 'right' as const } : {}),
    })),
  ];
  return {
    title: zh ? register.name_zh : register.name_en,
    subtitle: zh ? `共 ${rows.length} 项` : `${rows.length} entries`,
    language,
    createdAt: now,
    verifyUrl: url,
    parts: [
      { kind: 'paragraph', text: (zh ? register.about_zh : register.about_en) || ' ' },
      {
        kind: 'table',
        columns,
        rows: rows.map((row) => [
          String(row.number),
          zh ? row.name_zh : row.name_en,
          row.valid_from ?? '',
          ...wide.map((field) => cellOf(field, row.attributes, language)),
        ]),
      },
    ],
  };
}

/** The list as CSV in one language, columns in the order of the register's fields. */
export function entriesCsv(
  fields: readonly Field[],
  rows: readonly EntryRow[],
  language: 'zh' | 'en',
): string {
  const head = [...heads[language], ...fields.map((field) => field.label[language])];
  const lines = rows.map((row) =>
    csvLine([
      String(row.number),
      language === 'zh' ? row.name_zh : row.name_en,
      (language === 'zh' ? row.org_zh : row.org_en) ?? '',
      row.valid_from ?? '',
      row.valid_to ?? '',
      ...fields.map((field) => cellOf(field, row.attributes, language)),
    ]),
  );
  return csvMark + csvLine(head) + lines.join('');
}
