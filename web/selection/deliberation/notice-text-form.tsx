import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DecisionSheetBody, DecisionViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { TextFields, type TextParts } from '../../notice/text-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** Writes the text with which the notice of a proposed decision opens. */
export function NoticeTextForm({ decision, notice }: NoticeTextFormProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [text, setText] = useState<TextParts>({
    titleZh: notice.title.zh,
    titleEn: notice.title.en,
    bodyZh: notice.body.zh,
    bodyEn: notice.body.en,
    workingDays: String(notice.workingDays),
  });
  const send = (): void =>
    void submit.run(async () => {
      await call('PUT', `/operator/selection/decisions/${decision.id}/notice-text`, {
        revision: decision.revision,
        title: { zh: text.titleZh.trim(), en: text.titleEn.trim() },
        body: { zh: text.bodyZh.trim(), en: text.bodyEn.trim() },
        workingDays: Number(text.workingDays),
      });
      await revalidate();
    });
  return (
    <details className="mt-4">
      <summary className="cursor-pointer font-medium">{m.selection_notice_write()}</summary>
      <form
        noValidate
        className="card mt-3 space-y-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextFields
          text={text}
          setText={setText}
          problem={submit.problem}
          daysHint={m.selection_notice_least({ n: notice.least })}
        />
        {submit.message !== undefined && (
          <Notice tone="bad" live>
            {submit.message}
          </Notice>
        )}
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.selection_notice_save()}
        </Button>
      </form>
    </details>
  );
}

interface NoticeTextFormProps {
  readonly decision: DecisionViewBody;
  readonly notice: NonNullable<DecisionSheetBody['notice']>;
}
