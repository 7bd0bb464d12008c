import { useParams, useSearchParams } from 'react-router';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { ButtonLink } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Notice } from '../ui/notice.tsx';
import { useDraft } from './draft-frame.tsx';

/** It is out, or on its way; here is the link. */
export function Component() {
  const { dataset } = useDraft();
  const { version = '' } = useParams();
  const [query] = useSearchParams();
  const origin = useRootData()?.origin ?? '';
  const waiting = query.has('waiting');
  const path = `/d/${dataset.org.slug}/${dataset.name}`;
  return (
    <div className="space-y-6">
      <Notice
        tone="good"
        live
        title={waiting ? m.published_waiting_title() : `${m.published_title()} v${version}`}
      >
        {waiting && m.published_waiting_hint()}
      </Notice>
      <div>
        <h2 className="mb-2 text-lg">{m.published_share()}</h2>
        <CodeBlock prose what={m.published_share()} text={`${origin}${path}`} />
      </div>
      <div className="flex flex-wrap gap-3">
        <ButtonLink look="primary" to={path}>
          {m.published_open()}
        </ButtonLink>
        <ButtonLink to="/publish">{m.published_another()}</ButtonLink>
      </div>
    </div>
  );
}
