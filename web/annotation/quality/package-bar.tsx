import { Link } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { m } from '../../i18n/messages.ts';
import { TabBar } from '../annotation-frame.tsx';

/** The pages that check a package's work, beside one another. */
export function PackageBar({ of }: { readonly of: PackageView }) {
  const at = `/annotation/packages/${of.id}`;
  return (
    <>
      <p className="text-sm">
        <Link to={at} className="link">
          {of.title}
        </Link>
      </p>
      <TabBar
        label={m.quality_pages()}
        tabs={[
          { to: `${at}/review`, label: m.quality_review() },
          { to: `${at}/disagreements`, label: m.quality_disagreements() },
          { to: `${at}/quality`, label: m.quality_figures_page() },
          { to: `${at}/acceptance`, label: m.quality_acceptance() },
        ]}
      />
    </>
  );
}
