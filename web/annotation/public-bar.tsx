import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { TabBar } from './annotation-frame.tsx';

/** What of annotation is open to everybody, with the way to one's own work for who is signed in. */
export function PublicBar() {
  const session = useRootData()?.session ?? null;
  return (
    <TabBar
      label={m.annotation_title()}
      tabs={[
        ...(session
          ? [
              { to: '/annotation', label: m.annotation_nav_work() },
              { to: '/annotation/market', label: m.annotation_nav_market() },
            ]
          : []),
        { to: '/annotation/vendors', label: m.annotation_nav_vendors() },
        { to: '/annotation/bases', label: m.annotation_nav_bases() },
        { to: '/annotation/certificates', label: m.certificate_nav() },
      ]}
    />
  );
}
