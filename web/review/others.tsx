import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { call } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { points, reviewApi } from './review-words.ts';

const whoIs = (by: number, name: string | undefined): string =>
  by === 0 ? m.review_you() : (name ?? m.review_reviewer({ number: by }));

/** The other reviews and the talk about them; only after one's own. */
export function Others({ of }: { readonly of: AssignmentView }) {
  return (
    <div className="mt-14 max-w-3xl space-y-10">
      <Section title={m.review_others()}>
        {of.peers?.length === 0 ? (
          <p className="text-muted">{m.review_others_none()}</p>
        ) : (
          <ul className="space-y-4">
            {of.peers?.map((peer) => (
              <li key={peer.number} className="card p-5">
                <p className="flex items-baseline justify-between gap-4">
                  <span className="font-semibold">{whoIs(peer.number, peer.name)}</span>
                  <span className="tabular font-semibold">{points(peer.total)}</span>
                </p>
                {peer.opinion !== '' && <p className="mt-2 whitespace-pre-wrap">{peer.opinion}</p>}
                {peer.note !== '' && (
                  <p className="mt-2 text-sm whitespace-pre-wrap text-muted">{peer.note}</p>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={m.review_comments()}>
        <ul className="space-y-4">
          {of.comments?.map((one) => (
            <li key={one.id}>
              <p className="text-sm text-muted">
                <span className="font-semibold text-ink">{whoIs(one.by, one.name)}</span>{' '}
                {formatInstant(one.at)}
              </p>
              <p className="whitespace-pre-wrap">{one.text}</p>
            </li>
          ))}
        </ul>
        {of.may.comment && <CommentForm id={of.id} />}
      </Section>
    </div>
  );
}

function CommentForm({ id }: { readonly id: string }) {
  const [text, setText] = useState('');
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  return (
    <form
      className="mt-5 space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void submit.run(async () => {
          await call('POST', `${reviewApi.assignment(id)}/comments`, { text: text.trim() });
          setText('');
          await revalidate();
        });
      }}
    >
      <TextArea
        label={m.review_comment()}
        maxLength={5000}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button type="submit" size="sm" busy={submit.busy}>
        {m.review_comment_send()}
      </Button>
    </form>
  );
}
