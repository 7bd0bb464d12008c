import { useRouteLoaderData, useParams } from 'react-router';
import type { Card } from '#src/catalog/card-schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';

export interface DatasetData {
  readonly page: DatasetPage;
  /** The present card, or that of the version asked for as it was published. */
  readonly card: Card;
  /** Day of this answer in China, `YYYY-MM-DD`, for citations. */
  readonly today: string;
  /** Scheme and host for links that are copied elsewhere. */
  readonly origin: string;
}

/** The dataset the page is about; its tabs share it. */
export function useDataset(): DatasetData {
  const { version } = useParams();
  const id = `dataset/dataset-page.tsx${version === undefined ? '' : '#version'}`;
  const data = useRouteLoaderData<DatasetData>(id);
  if (!data) throw new Error('a dataset tab outside its page');
  return data;
}

/** Root of the page's addresses: with the version where the visitor asked for one. */
export function useBase(): string {
  const { version } = useParams();
  const { dataset } = useDataset().page;
  const base = `/d/${dataset.org.slug}/${dataset.name}`;
  return version === undefined ? base : `${base}/v/${version}`;
}
