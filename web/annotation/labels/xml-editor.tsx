import { useId, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { ConfigProblem } from '#src/annotation/labelling/config-problem.ts';
import { m } from '../../i18n/messages.ts';
import { pick } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ConfigDocument } from './use-document.ts';
import { XmlHighlight } from './xml-highlight.tsx';

const face = 'font-mono text-[0.8125rem] leading-6 whitespace-pre-wrap break-all p-3 pl-12';

/** The configuration as XML: line numbers, colours, and each problem under the words it is about. */
export function XmlEditor({ document }: { readonly document: ConfigDocument }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, parsed } = document;
  const id = useId();
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const held = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (held && key === 'z') {
      event.preventDefault();
      if (event.shiftKey) document.redo();
      else document.undo();
    } else if (held && key === 'y') {
      event.preventDefault();
      document.redo();
    }
  };
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {m.annotation_config_xml()}
      </label>
      <div className="scroll-thin max-h-[34rem] overflow-y-auto rounded-md border border-edge bg-surface focus-within:outline-2 focus-within:outline-accent">
        <div className="relative min-h-72">
          <LineNumbers text={text} problems={parsed.problems} />
          <pre aria-hidden className={`${face} pointer-events-none min-h-72`}>
            <XmlHighlight text={text} problems={parsed.problems} />
            {'\n'}
          </pre>
          <textarea
            ref={area}
            id={id}
            value={text}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-invalid={!parsed.ok}
            aria-describedby={`${id}problems`}
            onChange={(event) => document.change(event.target.value, 'typing')}
            onKeyDown={keys}
            className={`${face} absolute inset-0 size-full resize-none overflow-hidden bg-transparent text-transparent caret-ink outline-none selection:bg-accent-line/60`}
          />
        </div>
      </div>
      <div id={`${id}problems`} aria-live="polite">
        <ProblemList problems={parsed.problems} area={area} />
      </div>
    </div>
  );
}

/** Numbers beside the lines; they follow the text where it wraps, as each is drawn over its own line. */
function LineNumbers({
  text,
  problems,
}: {
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}) {
  const worst = new Map<number, ConfigProblem['severity']>();
  for (const one of problems)
    if (worst.get(one.line) !== 'error') worst.set(one.line, one.severity);
  return (
    <div aria-hidden className={`${face} pointer-events-none absolute inset-0 select-none`}>
      {text.split('\n').map((line, at) => {
        const look = worst.get(at + 1);
        const colour =
          look === 'error'
            ? 'bg-danger-soft font-bold text-danger'
            : look === 'warning'
              ? 'bg-amber-soft font-bold text-amber'
              : 'text-faint';
        return (
          // Lines have no name but their number.
          <div key={at} className="relative">
            <span
              className={`tabular absolute -left-12 block h-full w-10 pr-2 text-right ${colour}`}
            >
              {at + 1}
            </span>
            <span className="invisible">{line === '' ? ' ' : line}</span>
          </div>
        );
      })}
    </div>
  );
}

const shown = 20;

function ProblemList({
  problems,
  area,
}: {
  readonly problems: readonly ConfigProblem[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
}) {
  if (problems.length === 0)
    return (
      <p className="mt-2 flex items-center gap-1.5 text-sm text-accent">
        <Icon name="check" size={16} /> {m.annotation_config_fine()}
      </p>
    );
  const goTo = ({ offset, length }: ConfigProblem): void => {
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset + length);
  };
  return (
    <ul className="mt-2 space-y-0.5">
      {problems.slice(0, shown).map((one) => (
        <li key={`${one.offset}${one.code}`}>
          <button
            type="button"
            onClick={() => goTo(one)}
            className="flex w-full gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
          >
            <Icon
              name={one.severity === 'error' ? 'warning' : 'info'}
              size={16}
              className={`mt-1 ${one.severity === 'error' ? 'text-danger' : 'text-amber'}`}
            />
            <span className="tabular whitespace-nowrap text-faint">
              {m.annotation_config_place({ line: one.line, column: one.column })}
            </span>
            <span className="min-w-0">{pick(one.sentence.zh, one.sentence.en)}</span>
          </button>
        </li>
      ))}
      {problems.length > shown && (
        <li className="px-2 text-sm text-muted">
          {m.annotation_config_more({ count: problems.length - shown })}
        </li>
      )}
    </ul>
  );
}
