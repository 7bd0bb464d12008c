import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useRevalidator } from 'react-router';
import type {
  CertificateView,
  LotView,
  SampleUnit,
  SampleView,
} from '#src/annotation/lots/schema.ts';
import type { Verified } from '#src/annotation/lots/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KeyCap } from '../../workbench/controls/key-cap.tsx';
import { qualityApi } from './quality-paths.ts';
import { ResultView } from './result-view.tsx';
import { wrongParts } from './wrong-parts.ts';

/** All units drawn; a sample is at most 1,250. */
async function wholeSample(lotId: string): Promise<SampleView> {
  const first = await call<SampleView>('GET', qualityApi.sample(lotId));
  const items = [...first.items];
  let { next } = first;
  while (next !== undefined) {
    const page = await call<SampleView>(
      'GET',
      `${qualityApi.sample(lotId)}&cursor=${encodeURIComponent(next)}`,
    );
    items.push(...page.items);
    next = page.next;
  }
  return { items, labelConfig: first.labelConfig };
}

/** The sample of a lot, unit by unit, by keyboard: C conform, D defect, arrows to move. */
export function Inspection({ lot }: { readonly lot: LotView }) {
  const { revalidate } = useRevalidator();
  const [sample, setSample] = useState<SampleView>();
  const [at, setAt] = useState(0);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState('');
  const reasonBox = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = async (): Promise<void> => {
      try {
        const view = await wholeSample(lot.id);
        const first = view.items.findIndex((u) => u.verdict === null);
        setSample(view);
        setAt(Math.max(0, first));
      } catch (cause) {
        setWrong((cause as Error).message);
      }
    };
    void show();
  }, [lot.id]);
  const unit = sample?.items[at];
  const go = (step: number): void => {
    setReason('');
    setAt((n) => Math.min((sample?.items.length ?? 1) - 1, Math.max(0, n + step)));
  };
  const judge = async (verdict: 'conform' | 'defect'): Promise<void> => {
    if (!unit || !lot.may.inspect) return;
    if (verdict === 'defect' && reason.trim() === '') {
      reasonBox.current?.querySelector('input')?.focus();
      return;
    }
    setWrong('');
    try {
      const said = verdict === 'defect' ? reason.trim() : null;
      const item = {
        annotationId: unit.annotationId,
        verdict,
        ...(said === null ? {} : { reason: said }),
      };
      await call('POST', qualityApi.inspections(lot.id), { items: [item] });
      setSample(
        (held) =>
          held && { ...held, items: held.items.with(at, { ...unit, verdict, reason: said }) },
      );
      go(1);
      await revalidate();
    } catch (cause) {
      setWrong((cause as Error).message);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = (event.target as HTMLElement).matches('input, textarea');
    if (typing && event.key === 'Enter') void judge('defect');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'c') void judge('conform');
    else if (event.key === 'd') void judge('defect');
    else if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
    else return;
    event.preventDefault();
  };
  if (!sample || !unit)
    return wrong === '' ? (
      <div className="skeleton min-h-48" aria-hidden />
    ) : (
      <Notice tone="bad">{wrong}</Notice>
    );
  return (
    <div role="group" aria-label={m.quality_sample()} onKeyDown={onKeyDown} className="space-y-4">
      <Positions items={sample.items} at={at} go={setAt} />
      <div className="rounded-lg border border-line bg-sunken p-4">
        <p className="mb-3 flex flex-wrap items-center gap-2 text-sm text-muted">
          {m.quality_unit({ at: at + 1, of: sample.items.length })} ·{' '}
          {m.workbench_task({ number: unit.task.number })}
          {unit.verdict === 'conform' && <Badge tone="accent">{m.quality_conform()}</Badge>}
          {unit.verdict === 'defect' && <Badge tone="danger">{m.quality_defect()}</Badge>}
          {unit.reason !== null && <span>{unit.reason}</span>}
        </p>
        <ResultView labelConfig={sample.labelConfig} task={unit.task} result={unit.result} />
      </div>
      {wrong !== '' && (
        <Notice tone="bad" live>
          {wrong}
        </Notice>
      )}
      {lot.may.inspect && (
        <div className="flex flex-wrap items-end gap-2">
          <Button size="sm" look="quiet" onClick={() => go(-1)}>
            {m.workbench_previous()} <KeyCap>←</KeyCap>
          </Button>
          <Button size="sm" look="quiet" onClick={() => go(1)}>
            {m.workbench_next()} <KeyCap>→</KeyCap>
          </Button>
          <Button look="primary" onClick={() => void judge('conform')}>
            {m.quality_conform()} <KeyCap>C</KeyCap>
          </Button>
          <div ref={reasonBox} className="min-w-0 flex-1 basis-56">
            <TextField
              label={m.quality_defect_reason()}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </div>
          <Button look="danger" onClick={() => void judge('defect')}>
            {m.quality_defect()} <KeyCap>D</KeyCap>
          </Button>
        </div>
      )}
      {lot.may.decide && <Decision lot={lot} />}
      {lot.certified && <Certificate lot={lot} />}
    </div>
  );
}

interface PositionsProps {
  readonly items: readonly SampleUnit[];
  readonly at: number;
  go(at: number): void;
}

const colours = { conform: 'bg-accent', defect: 'bg-danger' } as const;

function Positions({ items, at, go }: PositionsProps) {
  return (
    <ol className="flex flex-wrap gap-1" aria-label={m.quality_sample()}>
      {items.map((unit, n) => (
        <li key={unit.annotationId}>
          <button
            type="button"
            aria-label={m.quality_unit({ at: n + 1, of: items.length })}
            aria-current={n === at ? 'true' : undefined}
            onClick={() => go(n)}
            className={`size-6 rounded-sm border ${n === at ? 'border-ink ring-2 ring-accent' : 'border-edge'} ${unit.verdict ? colours[unit.verdict] : 'bg-surface'}`}
          />
        </li>
      ))}
    </ol>
  );
}

/** The plan decides; the button says which way, and waits until it can. */
function Decision({ lot }: { readonly lot: LotView }) {
  const { revalidate } = useRevalidator();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState('');
  const defects = lot.defects ?? 0;
  const fails = defects >= lot.plan.reject;
  const left = lot.plan.sample - lot.inspected;
  const send = async (body: object): Promise<void> => {
    try {
      await call('POST', qualityApi.decision(lot.id), { revision: lot.revision, ...body });
      await revalidate();
    } catch (cause) {
      setWrong((cause as Error).message);
    }
  };
  return (
    <div className="card space-y-3 p-4">
      <p className="font-medium">
        {fails
          ? m.quality_must_return({ defects, reject: lot.plan.reject })
          : left > 0
            ? m.quality_left({ left })
            : m.quality_must_accept({ defects, accept: lot.plan.accept })}
      </p>
      {fails && (
        <TextField
          label={m.quality_reason()}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {wrong !== '' && (
        <Notice tone="bad" live>
          {wrong}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {fails ? (
          <>
            <Button
              look="danger"
              disabled={reason.trim() === ''}
              onClick={() => void send({ decision: 'return', reason, rework: 'all' })}
            >
              {m.quality_return_all()}
            </Button>
            <Button
              disabled={reason.trim() === ''}
              onClick={() => void send({ decision: 'return', reason, rework: 'defects' })}
            >
              {m.quality_return_defects()}
            </Button>
          </>
        ) : (
          <Button
            look="primary"
            disabled={left > 0}
            onClick={() => void send({ decision: 'accept' })}
          >
            {m.quality_accept_lot()}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Downloads the certificate and checks it here: signature, commitment, lot, sample, plan. */
function Certificate({ lot }: { readonly lot: LotView }) {
  const [found, setFound] = useState<string>();
  const fetched = () => call<CertificateView>('GET', qualityApi.certificate(lot.id));
  const save = async (): Promise<void> => {
    const text = JSON.stringify(await fetched(), null, 2);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `certificate-${lot.id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const check = async (): Promise<void> => {
    const { certificate, units } = await fetched();
    const answer = await call<typeof Verified.infer>('POST', '/annotation/certificates/verify', {
      certificate,
      units,
    });
    setFound(
      answer.ok
        ? m.quality_certificate_holds()
        : m.quality_certificate_fails({ what: wrongParts[answer.wrong ?? 'signature']() }),
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button icon="download" onClick={() => void save()}>
        {m.quality_certificate()}
      </Button>
      <Button look="quiet" onClick={() => void check()}>
        {m.quality_certificate_check()}
      </Button>
      {found !== undefined && <span role="status">{found}</span>}
    </div>
  );
}
