import type { ApiProblem } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { TextArea, TextField } from '../ui/field.tsx';

export interface TextParts {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly bodyZh: string;
  readonly bodyEn: string;
  /** Empty where the length is not asked for. */
  readonly workingDays: string;
}

/** The fields of a notice's text in both languages, and of its length where a hint of it is given. */
export function TextFields({ text, setText, problem, daysHint }: TextFieldsProps) {
  const wired = (name: keyof TextParts, field: string) => ({
    value: text[name],
    error: problem?.fieldError(field),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setText({ ...text, [name]: event.target.value }),
  });
  return (
    <>
      <div className="grid gap-5 md:grid-cols-2">
        <TextField label={m.notice_title_zh()} maxLength={200} {...wired('titleZh', 'title/zh')} />
        <TextField label={m.notice_title_en()} maxLength={200} {...wired('titleEn', 'title/en')} />
        <TextArea label={m.notice_body_zh()} maxLength={20_000} {...wired('bodyZh', 'body/zh')} />
        <TextArea label={m.notice_body_en()} maxLength={20_000} {...wired('bodyEn', 'body/en')} />
      </div>
      {daysHint !== undefined && (
        <TextField
          label={m.notice_length_days()}
          hint={daysHint}
          type="number"
          min={1}
          max={60}
          className="max-w-72"
          {...wired('workingDays', 'workingDays')}
        />
      )}
    </>
  );
}

interface TextFieldsProps {
  readonly text: TextParts;
  readonly setText: (text: TextParts) => void;
  readonly problem: ApiProblem | undefined;
  readonly daysHint?: string;
}
