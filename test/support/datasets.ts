import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { TestHub } from './hub.ts';

export interface PlainDataset {
  readonly id: string;
  readonly org: string;
  readonly name: string;
  /** `/api/v1/datasets/org/name`. */
  readonly path: string;
}

export interface PlainDatasetOptions {
  readonly visibility?: 'public' | 'organisation' | 'gated';
  readonly state?: 'draft' | 'published';
}

/** A dataset without files, published unless told, put straight into the database. */
export async function plainDataset(
  hub: TestHub,
  org: { readonly orgId: string; readonly slug: string },
  name: string,
  options: PlainDatasetOptions = {},
): Promise<PlainDataset> {
  const { visibility = 'public', state = 'published' } = options;
  const id = newId();
  const card = {
    title: { zh: `数据集 ${name}`, en: `Dataset ${name}` },
    description: { en: `About ${name}` },
    domain: 'other' as const,
    licence: { spdx: 'CC-BY-4.0' },
  };
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('catalog.dataset')
      .values({
        id,
        org_id: org.orgId,
        name,
        card: JSON.stringify(card),
        title_zh: card.title.zh,
        title_en: card.title.en,
        domain: 'other',
        visibility,
        classification: 'general',
        state,
        external_url: 'https://example.cn/data',
        first_published_at: state === 'published' ? new Date() : null,
      })
      .execute(),
  );
  return { id, org: org.slug, name, path: `/api/v1/datasets/${org.slug}/${name}` };
}
