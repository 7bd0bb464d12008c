import { Component, lazy, Suspense, useDeferredValue, type ReactNode } from 'react';
import type { ParsedConfig } from '#src/annotation/labelling/parse-config.ts';
import { m } from '../../i18n/messages.ts';
import { ConfigPreview } from './config-preview.tsx';
import type { TryTask } from './try-out.tsx';

const TryOut = lazy(async () => ({ default: (await import('./try-out.tsx')).TryOut }));

interface LivePreviewProps {
  readonly text: string;
  readonly parsed: ParsedConfig;
  readonly task: TryTask;
  /** False on the server and until the page is alive: the widgets need a browser. */
  readonly alive: boolean;
}

/** The configuration on a task, to be tried out; a still picture of it while it has errors. */
export function LivePreview({ text, parsed, task, alive }: LivePreviewProps) {
  const shown = useDeferredValue(text);
  const still = parsed.config ? <ConfigPreview config={parsed.config} data={task.data} /> : null;
  if (!alive || !parsed.ok) return still;
  return (
    <Steady key={shown} instead={still}>
      <Suspense fallback={still}>
        <TryOut xml={shown} task={task} />
      </Suspense>
    </Steady>
  );
}

interface SteadyProps {
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

/** Keeps the editor standing when a widget cannot show what the configuration asks of it. */
class Steady extends Component<SteadyProps, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <p className="mb-3 text-sm text-amber">{m.annotation_preview_still()}</p>
        {this.props.instead}
      </>
    );
  }
}
