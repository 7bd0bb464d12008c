import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { EntryPage, RegisterList } from '#src/registers/schema.ts';
import { EntryFacts } from '../annotation/bases/entry-facts.tsx';
import { load } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Queue, queueQuery, useDecide } from './queue.tsx';
import { StateFilter, stateIn } from './state-filter.tsx';

interface RegistersData {
  readonly page: typeof EntryPage.infer;
  readonly registers: typeof RegisterList.infer;
}
const states = [
  ['proposed', m.register_proposed],
  ['listed', m.register_listed],
  ['suspended', m.register_suspended],
] as const;

export async function loader({ context, request }: LoaderFunctionArgs): Promise<RegistersData> {
  const query = queueQuery(request, { state: stateIn(request.url, states) });
  const [page, registers] = await Promise.all([
    load<typeof EntryPage.infer>(context, `/operator/register-entries?${query}`),
    load<typeof RegisterList.infer>(context, '/registers'),
  ]);
  return { page, registers };
}

/** Entries of the registers that were proposed, and those on the list or taken off it. */
export function Component() {
  const { page, registers } = useLoaderData<RegistersData>();
  const decide = useDecide();
  return (
    <>
      <StateFilter states={states} />
      <Queue
        items={page.items}
        next={page.next}
        icon="table"
        emptyTitle={m.operator_registers_none()}
      >
        {(entry) => {
          const register = registers.items.find((one) => one.key === entry.register);
          const at = `/operator/register-entries/${entry.id}`;
          const { revision, state } = entry;
          return (
            <li key={entry.id} className="card p-5">
              <h2 className="text-lg">{pick(entry.name.zh, entry.name.en)}</h2>
              <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
                <span>{register && pick(register.name.zh, register.name.en)}</span>
                {entry.organisation && (
                  <span>{pick(entry.organisation.name.zh, entry.organisation.name.en)}</span>
                )}
                {state === 'proposed' && (
                  <span className="text-faint">
                    {m.operator_waiting_since({ at: formatInstant(entry.createdAt) })}
                  </span>
                )}
              </p>
              <EntryFacts fields={register?.fields ?? []} attributes={entry.attributes} />
              {entry.reason !== undefined && (
                <p className="mt-2 text-sm whitespace-pre-line">{entry.reason}</p>
              )}
              <div className="mt-4 flex flex-wrap gap-2">
                {state === 'proposed' && (
                  <ConfirmButton
                    label={m.register_list()}
                    look="primary"
                    ask={m.register_list_ask()}
                    act={() => decide(`${at}/list`, { revision })}
                  />
                )}
                {state === 'suspended' && (
                  <ConfirmButton
                    label={m.register_restore()}
                    look="primary"
                    ask={m.register_list_ask()}
                    act={() => decide(`${at}/restore`, { revision })}
                  />
                )}
                {state === 'listed' && (
                  <ConfirmButton
                    label={m.register_suspend()}
                    ask={m.register_suspend_ask()}
                    reasonLabel={m.dataset_reason()}
                    act={(reason) => decide(`${at}/suspend`, { revision, reason })}
                  />
                )}
                <ConfirmButton
                  label={state === 'proposed' ? m.decide_refuse() : m.register_remove()}
                  look="danger"
                  ask={state === 'proposed' ? m.register_refuse_ask() : m.register_remove_ask()}
                  reasonLabel={m.dataset_reason()}
                  act={(reason) => decide(`${at}/remove`, { revision, reason })}
                />
              </div>
            </li>
          );
        }}
      </Queue>
    </>
  );
}
