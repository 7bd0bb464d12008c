import type { Question } from '#src/selection/forms/form-schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { CheckField, SelectField, TextArea, TextField } from '../ui/field.tsx';

type Value = string | number | boolean | readonly string[] | undefined;

/** One question of a form as the control that its schema asks for; files have a control of their own. */
export function QuestionField({ question, value, required, error, onChange }: QuestionFieldProps) {
  const title = pick(question.title, question['x-title-en']);
  const label = required ? title : `${title} ${m.selection_optional()}`;
  const hint = question.description
    ? pick(question.description, question['x-description-en'] ?? '')
    : undefined;
  const wired = { label, error, ...(hint === undefined ? {} : { hint }) };
  const text = typeof value === 'string' ? value : '';
  switch (question.type) {
    case 'boolean':
      return (
        <CheckField
          {...wired}
          label={title}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'integer':
    case 'number':
      return (
        <TextField
          {...wired}
          inputMode="decimal"
          defaultValue={typeof value === 'number' ? String(value) : ''}
          onChange={(event) => {
            const number = Number(event.target.value);
            if (event.target.value.trim() !== '' && Number.isFinite(number)) onChange(number);
          }}
        />
      );
    case 'array':
      return <Choices question={question} label={label} value={value} onChange={onChange} />;
    case 'string':
      if (question.enum)
        return (
          <SelectField {...wired} value={text} onChange={(event) => onChange(event.target.value)}>
            <option value="">{m.selection_choose()}</option>
            {question.enum.map((option) => (
              <option key={option} value={option}>
                {optionLabel(question, option)}
              </option>
            ))}
          </SelectField>
        );
      return question['x-widget'] === 'lines' ? (
        <TextArea
          {...wired}
          maxLength={question.maxLength}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <TextField
          {...wired}
          type={
            question.format === 'date' ? 'date' : question.format === 'email' ? 'email' : 'text'
          }
          maxLength={question.maxLength}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const optionLabel = (question: Question, option: string): string => {
  const found = 'x-enum-labels' in question ? question['x-enum-labels']?.[option] : undefined;
  return found ? pick(found.zh, found.en) : option;
};

function Choices({ question, label, value, onChange }: ChoicesProps) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <fieldset>
      <legend className="mb-1 text-[0.9375rem] font-medium">{label}</legend>
      <div className="space-y-2">
        {(question.items.enum ?? []).map((option) => (
          <CheckField
            key={option}
            label={optionLabel(question, option)}
            checked={chosen.includes(option)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, option] : chosen.filter((one) => one !== option),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

interface QuestionFieldProps {
  readonly question: Question;
  readonly value: Value;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: Exclude<Value, undefined>) => void;
}
interface ChoicesProps {
  readonly question: Extract<Question, { type: 'array' }>;
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: readonly string[]) => void;
}
