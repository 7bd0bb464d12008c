import { useRevalidator } from 'react-router';
import type { OrphanList } from '#src/annotation/queue/schema.ts';
import { call } from '../../api.ts';
import { formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { MoreLink } from '../more-link.tsx';
import { qualityApi } from './quality-paths.ts';

/** Results that came after their item had gone to somebody else: kept, shown, and adopted while the item is free. */
export function OrphansSection({ of }: { readonly of: typeof OrphanList.infer }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const adopt = (id: string) =>
    submit.run(async () => {
      await call('POST', qualityApi.adoption(id));
      await revalidate();
    });
  return (
    <Section title={m.quality_orphans()} hint={m.quality_orphans_hint()}>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {of.items.length === 0 ? (
        <p className="text-muted">{m.quality_orphans_none()}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {of.items.map((item) => (
            <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
              <span className="tabular font-medium">
                {m.workbench_task({ number: item.taskNumber })}
              </span>
              <span className="text-muted">
                {item.person.name === '' ? `#${item.person.id.slice(-6)}` : item.person.name}
              </span>
              <span className="tabular flex-1 basis-40 text-sm text-faint">
                {formatInstant(item.createdAt)}
              </span>
              {item.slotState === 'open' ? (
                <Button size="sm" busy={submit.busy} onClick={() => void adopt(item.id)}>
                  {m.quality_adopt()}
                </Button>
              ) : (
                <Badge>{m.quality_taken()}</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      <MoreLink next={of.next} />
    </Section>
  );
}
