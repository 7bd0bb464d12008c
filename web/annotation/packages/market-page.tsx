import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PackageList } from '#src/annotation/packages/schema.ts';
import { load } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Empty } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { PackageRow } from './package-row.tsx';

type Page = typeof PackageList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, annotationApi.packages(`for=vendor&state=open&${queryOf(request)}`));

/** Packages that vendors can take now. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  return (
    <div className="max-w-4xl">
      <p className="mb-5 text-muted">{m.annotation_market_lead()}</p>
      {items.length === 0 ? (
        <Empty icon="archive" title={m.annotation_market_none()}>
          {m.annotation_market_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((one) => (
            <PackageRow key={one.id} of={one} />
          ))}
        </ul>
      )}
      <MoreLink next={next} />
    </div>
  );
}
