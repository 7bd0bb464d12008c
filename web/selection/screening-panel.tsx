import { useCallback, useEffect, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { ApplicationViewBody, EligibilityBody } from '#src/selection/schema.ts';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { AnswerList } from './answer-list.tsx';
import { EligibilityList } from './eligibility-list.tsx';
import { commandLabel } from './labels.ts';
import { Timeline } from './timeline.tsx';

/** One application under screening: its rules, the waivers, and the decision. */
export function ScreeningPanel({
  id,
  form,
}: {
  readonly id: string;
  readonly form: readonly unknown[];
}) {
  const [shown, setShown] = useState<{ view: ApplicationViewBody; eligibility: EligibilityBody }>();
  const { revalidate } = useRevalidator();
  const at = `/operator/selection/applications/${id}`;
  const look = useCallback(async (): Promise<void> => {
    const [view, eligibility] = await Promise.all([
      call<ApplicationViewBody>('GET', `/selection/applications/${id}`),
      call<EligibilityBody>('GET', `/selection/applications/${id}/eligibility`),
    ]);
    setShown({ view, eligibility });
  }, [id]);
  useEffect(() => void look().catch(() => undefined), [look]);
  const [due, setDue] = useState('');
  if (!shown) return <p role="status">{m.selection_loading()}</p>;
  const { view, eligibility } = shown;
  const act = (path: string, body: object) => async (): Promise<void> => {
    await call('POST', path, body);
    await Promise.all([look(), revalidate()]);
  };
  const { revision } = view;
  const changes = {
    'dataset-gone': m.selection_changed_gone(),
    'dataset-suspended': m.selection_changed_suspended(),
    'version-withdrawn': m.selection_changed_version(),
    'newer-version': m.selection_changed_newer(),
    'card-changed': m.selection_changed_card(),
  };
  const waits = view.state === 'submitted';
  return (
    <div className="min-w-0 space-y-7">
      <Section title={view.title}>
        {view.changed && (
          <Notice tone="warn" title={m.selection_changed()}>
            {view.changed.map((one) => changes[one]).join(' ')}
          </Notice>
        )}
        {waits && (
          <div className="mt-4 flex flex-wrap gap-3">
            <ConfirmButton
              label={m.selection_screen_in()}
              look="primary"
              ask={m.selection_screen_in_ask()}
              act={act(`${at}/screen`, { revision })}
            />
            <ConfirmButton
              label={commandLabel('return')}
              ask={
                <TextField
                  label={m.selection_due_on()}
                  type="date"
                  value={due}
                  onChange={(event) => setDue(event.target.value)}
                />
              }
              reasonLabel={m.dataset_reason()}
              act={(reason) => act(`${at}/return`, { revision, reason, dueOn: due })()}
            />
            <ConfirmButton
              label={m.selection_screen_out()}
              look="danger"
              ask={m.selection_screen_out_ask()}
              reasonLabel={m.dataset_reason()}
              act={(reason) => act(`${at}/refuse`, { revision, reason })()}
            />
            <ConfirmButton
              label={commandLabel('check')}
              ask={m.selection_check_ask()}
              act={act(`${at}/check`, {})}
            />
          </div>
        )}
      </Section>
      <EligibilityList
        eligibility={eligibility}
        form={form}
        action={(check) =>
          check.waiver?.state === 'proposed' ? (
            <div className="mt-3 flex gap-3">
              <ConfirmButton
                label={m.selection_waiver_approve()}
                ask={m.selection_waiver_second()}
                act={act(`/operator/selection/waivers/${check.waiver.id}/decide`, {
                  decision: 'approved',
                })}
              />
              <ConfirmButton
                label={m.selection_waiver_refuse()}
                ask={m.selection_waiver_second()}
                act={act(`/operator/selection/waivers/${check.waiver.id}/decide`, {
                  decision: 'refused',
                })}
              />
            </div>
          ) : waits && (check.result === 'fail' || check.result === 'unknown') ? (
            <div className="mt-3">
              <ConfirmButton
                label={m.selection_waiver_propose()}
                ask={m.selection_waiver_second()}
                reasonLabel={m.dataset_reason()}
                act={(reason) => act(`${at}/waivers`, { rule: check.rule, reason })()}
              />
            </div>
          ) : null
        }
      />
      <AnswerList application={view} form={form} />
      <Timeline events={view.timeline} />
    </div>
  );
}
