import { type, type Type } from 'arktype';
import { cursor, day, id as uuid, instant, limit, slug } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;

/** Text without NUL, which the database does not hold. */
const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
const lines = (max: number) =>
  type('/^[^\\x00]*$/').and(`string <= ${max}`).describe(`text of at most ${max} characters`);
const revision = type('number.integer >= 1');
const reason = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 500')
  .describe('a reason of 1 to 500 characters');
const bilingual = (max: number) => type({ '+': 'reject', zh: line(max), en: line(max) });
const shown = type({ zh: 'string', en: 'string' });

export const entryStates = ['proposed', 'listed', 'suspended', 'removed'] as const;
const EntryStateName = type.enumerated(...entryStates);

const Field = type({
  '+': 'reject',
  name: type('/^[a-z][a-z0-9_]{0,39}$/').describe('a name of a-z, 0-9 and _'),
  kind: type.enumerated('text', 'integer', 'number', 'choice', 'choices', 'day', 'link'),
  label: bilingual(80),
  'required?': 'boolean',
  'min?': '-1000000000 <= number <= 1000000000',
  'max?': '-1000000000 <= number <= 1000000000',
  'options?': type({ '+': 'reject', value: line(80), zh: line(80), en: line(80) })
    .array()
    .atMostLength(200),
});
export type FieldBody = typeof Field.infer;

export const RegisterPath = type({ register: slug });
export const EntryPath = type({ id });
export const RegisterView = type({
  key: 'string',
  name: shown,
  about: shown,
  fields: Field.array(),
  revision,
  /** Entries on the list today. */
  listed: 'number.integer',
});
export const RegisterList = type({ items: RegisterView.array() });
export const CreateRegister = type({
  '+': 'reject',
  key: slug,
  name: bilingual(120),
  'about?': type({ '+': 'reject', zh: lines(4000), en: lines(4000) }),
  fields: Field.array().atMostLength(40),
});
export const ReviseRegister = type({
  '+': 'reject',
  revision,
  name: bilingual(120),
  'about?': type({ '+': 'reject', zh: lines(4000), en: lines(4000) }),
  fields: Field.array().atMostLength(40),
});

/** Values by field name; the register's own fields say what each must be. */
const AttributesInput = type({ '[string]': 'unknown' });
export const ProposeEntry = type({
  '+': 'reject',
  /** The organisation the entry is about; operators may leave it out. */
  'organisation?': slug,
  name: bilingual(200),
  attributes: AttributesInput,
});
export const ReviseEntry = type({
  '+': 'reject',
  revision,
  name: bilingual(200),
  attributes: AttributesInput,
  'validFrom?': day,
  'validTo?': day,
});
export const ListEntry = type({ '+': 'reject', revision, 'validFrom?': day, 'validTo?': day });
export const StopEntry = type({ '+': 'reject', revision, reason });

/** Without a state: what is on the list today. */
export const EntryQuery = type({
  'state?': EntryStateName,
  'q?': lines(100),
  'organisation?': slug,
  'cursor?': cursor,
  'limit?': limit,
});
export const OperatorEntryQuery = type({
  'state?': EntryStateName,
  'cursor?': cursor,
  'limit?': limit,
});
export const CsvQuery = type({ 'lang?': "'zh' | 'en'" });

export const EntryView = type({
  id,
  number: 'number.integer',
  register: 'string',
  'organisation?': { slug: 'string', name: shown },
  name: shown,
  attributes: type({ '[string]': 'string | number | string[]' }),
  state: EntryStateName,
  'reason?': 'string',
  'validFrom?': 'string',
  'validTo?': 'string',
  /** On the list today: listed and within its days (Asia/Shanghai). */
  inForce: 'boolean',
  revision,
  createdAt: instant,
});
export const EntryPage = type({ items: EntryView.array(), 'next?': 'string' });
export const HistoryList = type({
  items: type({
    revision: 'number.integer',
    state: EntryStateName,
    'reason?': 'string',
    name: shown,
    attributes: type({ '[string]': 'string | number | string[]' }),
    'validFrom?': 'string',
    'validTo?': 'string',
    at: instant,
  }).array(),
});

export type RegisterViewBody = typeof RegisterView.infer;
export type EntryViewBody = typeof EntryView.infer;
export type ReviseEntryBody = typeof ReviseEntry.infer;
export type ProposeEntryBody = typeof ProposeEntry.infer;
