import { sha256Hex } from '#src/kernel/ids.ts';
import type { Card } from '../card-schema.ts';
import type { Db } from './deps.ts';
import { providerTerms } from './queries.ts';
import type { AccessTerms } from './schema.ts';

/** What every requester accepts while the provider has set no terms of its own. */
const common = `使用条款
1. 仅将数据用于申请中说明的目的，并遵守上述许可。
2. 不得将数据转交他人；不得识别或联系数据所涉及的个人。
3. 访问权限到期或被撤销后，停止使用并删除全部副本。
4. 发现数据有误或涉及个人信息时，及时告知提供方。

Terms of use
1. Use the data only for the purpose stated in the request, within the licence above.
2. Do not pass the data on; do not identify or contact the persons they speak of.
3. When access ends or is revoked, stop using the data and delete every copy.
4. Tell the provider at once when the data are wrong or show personal information.
`;

/** The licence of the card in words, then the common terms; equal cards give equal digests. */
function termsOfLicence(card: Pick<Card, 'licence'>): string {
  const licence = card.licence;
  const name = licence?.spdx ?? licence?.name ?? '';
  const lines = [
    `许可 / Licence: ${name || '—'}`,
    ...(licence?.url ? [licence.url] : []),
    ...(licence?.text ? ['', licence.text] : []),
  ];
  return `${lines.join('\n')}\n\n${common}`;
}

/** The terms that hold now for a dataset, with the digest a requester must send back. */
export async function presentTerms(
  db: Db,
  dataset: { readonly id: string; readonly card: Card },
): Promise<AccessTerms> {
  const own = await providerTerms(db, dataset.id);
  if (own) return { text: own.content, digest: own.digest, origin: 'provider' };
  const text = termsOfLicence(dataset.card);
  return { text, digest: await sha256Hex(text), origin: 'licence' };
}
