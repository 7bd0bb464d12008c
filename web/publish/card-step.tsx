import { useEffect, useState } from 'react';
import { useLoaderData, useNavigate, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { Card } from '#src/catalog/card-schema.ts';
import type { LicenceOption } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import { formatList } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { CardBasics } from './card-basics.tsx';
import { CardMore } from './card-more.tsx';
import { useDraft } from './draft-frame.tsx';
import { prefill, type PrefilledField } from './prefill.ts';
import { useAutosave, type SaveState } from './use-autosave.ts';

export const loader = ({ context }: LoaderFunctionArgs): Promise<{ items: LicenceOption[] }> =>
  load(context, '/licences');

/** The card as a form: filled in from the files, saved as one goes. */
export function Component() {
  const { items: licences } = useLoaderData<{ items: LicenceOption[] }>();
  const { dataset, at, base } = useDraft();
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const [card, setCard] = useState<Card>(dataset.card);
  const saver = useAutosave(at, dataset.revision);
  const { change } = saver;
  const edit = (part: Partial<Card>): void => {
    const next = withoutEmpty({ ...card, ...part });
    setCard(next);
    change(next);
  };
  const filled = usePrefill(card, (next) => {
    setCard(next);
    change(next);
  });
  const error = (field: string) => saver.problem?.fieldError(`card/${field}`);
  const goOn = async (): Promise<void> => {
    if (!(await saver.flush())) return;
    await revalidate();
    await navigate(`${base}/check`);
  };
  const names: Record<PrefilledField, string> = {
    modality: m.fact_modality(),
    readme: m.overview_readme(),
    description: m.overview_description(),
    languages: m.fact_languages(),
  };
  return (
    <div className="space-y-8">
      {filled.length > 0 && (
        <Notice tone="good">
          {m.card_prefilled({ fields: formatList(filled.map((one) => names[one])) })}
        </Notice>
      )}
      <CardBasics card={card} edit={edit} error={error} licences={licences} />
      <CardMore key={filled.join()} card={card} edit={edit} error={error} />
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-canvas/95 px-4 py-3 backdrop-blur">
        <SaveStatus
          state={saver.state}
          message={saver.problem?.message}
          conflict={saver.problem?.status === 409}
        />
        <div className="flex gap-3">
          <ButtonLink to={base}>{m.publish_back()}</ButtonLink>
          <Button look="primary" busy={saver.state === 'saving'} onClick={() => void goOn()}>
            {m.publish_next_check()}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface SaveStatusProps {
  readonly state: SaveState;
  readonly message: string | undefined;
  readonly conflict: boolean;
}

function SaveStatus({ state, message, conflict }: SaveStatusProps) {
  const words: Record<SaveState, string> = {
    clean: '',
    dirty: m.card_unsaved(),
    saving: m.card_saving(),
    saved: m.card_saved(),
    failed: conflict ? m.card_conflict() : (message ?? ''),
  };
  return (
    <p
      role="status"
      className={`text-sm ${state === 'failed' ? 'font-medium text-danger' : 'text-muted'}`}
    >
      {words[state]}{' '}
      {state === 'failed' && conflict && (
        <button type="button" className="link" onClick={() => window.location.reload()}>
          {m.card_reload()}
        </button>
      )}
    </p>
  );
}

/** Empty members leave the card, so that “missing” is said in one way only. */
function withoutEmpty(card: Card): Card {
  return Object.fromEntries(
    Object.entries(card).filter(
      ([name, value]) =>
        name === 'title' ||
        (value !== undefined &&
          value !== '' &&
          !(Array.isArray(value) && value.length === 0) &&
          !(typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)),
    ),
  ) as Card;
}

/** Once, when the form opens: what the draft's files tell about themselves. */
function usePrefill(card: Card, apply: (card: Card) => void): readonly PrefilledField[] {
  const { files, at } = useDraft();
  const [filled, setFilled] = useState<readonly PrefilledField[]>([]);
  useEffect(() => {
    let current = true;
    const readme = files.items.find((file) => /^readme(\.md|\.txt)?$/iu.test(file.path));
    const formats = files.items.map((file) => file.format);
    const fetchReadme = async (): Promise<string | undefined> => {
      if (!readme || card.readme) return undefined;
      const response = await fetch(`/api/v1${at}/draft/raw/${encodeURIComponent(readme.path)}`);
      return response.ok ? (await response.text()).slice(0, 60_000) : undefined;
    };
    const fill = async (): Promise<void> => {
      const text = await fetchReadme().catch(() => undefined);
      const result = prefill(card, formats, text);
      if (!current || result.filled.length === 0) return;
      setFilled(result.filled);
      apply(result.card);
    };
    void fill();
    return () => {
      current = false;
    };
    // Only what was there when the form opened counts.
  }, []);
  return filled;
}
