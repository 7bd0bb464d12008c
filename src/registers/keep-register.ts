import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from './deps.ts';
import { registerRefusals } from './errors.ts';
import { insertRegister, registerOf, updateRegister, type RegisterRow } from './queries.ts';
import type { CreateRegister, FieldBody, ReviseRegister } from './schema.ts';

function checkFields(fields: readonly FieldBody[]): string {
  const names = new Set(fields.map((field) => field.name));
  const bare = fields.some(
    ({ kind, options }) => (kind === 'choice' || kind === 'choices') !== Boolean(options?.length),
  );
  if (names.size !== fields.length || bare) throw new AppError(registerRefusals.fields);
  return JSON.stringify(fields);
}

const recorded = (row: RegisterRow) => ({
  name: { zh: row.name_zh, en: row.name_en },
  about: { zh: row.about_zh, en: row.about_en },
  fields: row.fields,
});

async function audited(
  trx: Trx,
  audit: Audit,
  command: string,
  key: string,
  before?: RegisterRow,
): Promise<RegisterRow> {
  const after = await registerOf(trx, key);
  if (!after) throw new AppError(errors.notFound);
  await audit({
    action: `registers.${command}-register`,
    objectType: 'register',
    objectId: key,
    ...(before ? { before: recorded(before) } : {}),
    after: recorded(after),
  });
  return after;
}

const texts = ({ name, about }: Pick<typeof ReviseRegister.infer, 'name' | 'about'>) => ({
  name_zh: name.zh,
  name_en: name.en,
  about_zh: about?.zh ?? '',
  about_en: about?.en ?? '',
});

/** Opens a register; hub.duplicate when the key is taken. */
export async function createRegister(
  trx: Trx,
  audit: Audit,
  body: typeof CreateRegister.infer,
): Promise<RegisterRow> {
  const row = { key: body.key, ...texts(body), fields: checkFields(body.fields) };
  if (!(await insertRegister(trx, row))) throw new AppError(errors.duplicate);
  return audited(trx, audit, 'create', body.key);
}

/** Changes names and fields; entries keep what they say until they are next revised. */
export async function reviseRegister(
  trx: Trx,
  audit: Audit,
  key: string,
  body: typeof ReviseRegister.infer,
): Promise<RegisterRow> {
  const before = await registerOf(trx, key);
  if (!before) throw new AppError(errors.notFound);
  const change = { ...texts(body), fields: checkFields(body.fields) };
  if (!(await updateRegister(trx, key, body.revision, change))) throw new AppError(errors.conflict);
  return audited(trx, audit, 'revise', key, before);
}
