import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { NoticeViewBody } from '#src/notice/notices/schema.ts';
import { call } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { TextFields, type TextParts } from '../notice/text-fields.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';

const empty: TextParts = { titleZh: '', titleEn: '', bodyZh: '', bodyEn: '', workingDays: '5' };

/** `甲 | A` a line: what is announced, in both languages. */
const itemsOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [zh = '', en = ''] = line.split('|').map((part) => part.trim());
      return { zh, en: en === '' ? zh : en };
    });

/** Drafts a notice that only the staff sees until it is opened. */
export function Component() {
  const submit = useSubmit();
  const navigate = useNavigate();
  const [text, setText] = useState(empty);
  const [items, setItems] = useState('');
  const send = (): void =>
    void submit.run(async () => {
      const made = await call<NoticeViewBody>('POST', '/operator/notices', {
        title: { zh: text.titleZh.trim(), en: text.titleEn.trim() },
        body: { zh: text.bodyZh.trim(), en: text.bodyEn.trim() },
        items: itemsOf(items),
        workingDays: Number(text.workingDays),
      });
      await navigate(`/operator/notices/${made.id}`);
    });
  return (
    <div className="max-w-4xl pb-16">
      <Section title={m.notice_draft_new()} hint={m.notice_draft_hint()}>
        <form
          noValidate
          className="card space-y-5 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <TextFields
            text={text}
            setText={setText}
            problem={submit.problem}
            daysHint={m.notice_length_hint()}
          />
          <TextArea
            label={m.notice_items_title()}
            hint={m.notice_items_hint()}
            value={items}
            error={
              submit.problem?.problem.errors?.find((e) => e.field.startsWith('items'))?.message
            }
            onChange={(event) => setItems(event.target.value)}
          />
          {submit.message !== undefined && (
            <Notice tone="bad" live>
              {submit.message}
            </Notice>
          )}
          <Button look="primary" type="submit" busy={submit.busy}>
            {m.notice_draft_save()}
          </Button>
        </form>
      </Section>
    </div>
  );
}
