import type { Card } from '#src/catalog/card-schema.ts';
import { m } from '../i18n/messages.ts';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { classifications, frequencies } from '../ui/labels.ts';
import { Section } from '../ui/section.tsx';
import { kept, type CardFormProps } from './card-basics.tsx';
import { ListField } from './list-field.tsx';

/** What makes data easier to judge and to find. */
export function CardMore({ card, edit, error }: CardFormProps) {
  const coverage = card.coverage ?? {};
  const contact = card.contact ?? {};
  const cover = (part: { from?: string; to?: string; place?: string }): void => {
    const { bbox, ...words } = { ...coverage, ...part };
    edit({ coverage: { ...kept(words), ...(bbox ? { bbox } : {}) } });
  };
  return (
    <Section title={m.card_more()}>
      <div className="card space-y-5 p-5 sm:p-7">
        <TextArea
          label={m.card_readme()}
          hint={m.card_readme_hint()}
          rows={8}
          value={card.readme ?? ''}
          error={error('readme')}
          onChange={(event) => edit({ readme: event.target.value })}
        />
        <TextArea
          label={m.overview_provenance()}
          hint={m.card_provenance_hint()}
          value={card.provenance ?? ''}
          error={error('provenance')}
          onChange={(event) => edit({ provenance: event.target.value })}
        />
        <TextArea
          label={m.overview_collection()}
          value={card.collectionMethod ?? ''}
          error={error('collectionMethod')}
          onChange={(event) => edit({ collectionMethod: event.target.value })}
        />
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <TextField
            type="date"
            label={m.card_from()}
            value={coverage.from ?? ''}
            error={error('coverage/from')}
            onChange={(event) => cover({ from: event.target.value })}
          />
          <TextField
            type="date"
            label={m.card_to()}
            value={coverage.to ?? ''}
            error={error('coverage/to')}
            onChange={(event) => cover({ to: event.target.value })}
          />
          <TextField
            label={m.fact_coverage_place()}
            maxLength={300}
            value={coverage.place ?? ''}
            error={error('coverage/place')}
            onChange={(event) => cover({ place: event.target.value })}
          />
          <ListField
            label={m.fact_languages()}
            hint={m.card_languages_hint()}
            value={card.languages ?? []}
            error={error('languages')}
            onChange={(languages) => edit({ languages })}
          />
          <ListField
            label={m.fact_tasks()}
            hint={m.card_list_hint()}
            value={card.tasks ?? []}
            error={error('tasks')}
            onChange={(tasks) => edit({ tasks })}
          />
          <TextField
            label={m.fact_publisher()}
            maxLength={300}
            value={card.publisher ?? ''}
            error={error('publisher')}
            onChange={(event) => edit({ publisher: event.target.value })}
          />
          <Choice
            label={m.fact_frequency()}
            value={card.updateFrequency}
            names={frequencies}
            onChange={(updateFrequency) => edit({ updateFrequency })}
          />
          <Choice
            label={m.fact_classification()}
            value={card.classification ?? 'general'}
            names={classifications}
            onChange={(classification) => edit({ classification })}
          />
          <TextField
            label={m.card_contact_name()}
            maxLength={200}
            value={contact.name ?? ''}
            error={error('contact/name')}
            onChange={(event) => edit({ contact: kept({ ...contact, name: event.target.value }) })}
          />
          <TextField
            type="email"
            label={m.card_contact_email()}
            value={contact.email ?? ''}
            error={error('contact/email')}
            onChange={(event) => edit({ contact: kept({ ...contact, email: event.target.value }) })}
          />
          <TextField
            type="url"
            label={m.fact_homepage()}
            value={card.homepage ?? ''}
            error={error('homepage')}
            onChange={(event) => edit({ homepage: event.target.value } as Partial<Card>)}
          />
          <TextField
            label={m.card_citation()}
            maxLength={4000}
            value={card.citation ?? ''}
            error={error('citation')}
            onChange={(event) => edit({ citation: event.target.value })}
          />
        </div>
      </div>
    </Section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly names: Readonly<Record<T, () => string>>;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, names, onChange }: ChoiceProps<T>) {
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value as T)}
    >
      <option value="" disabled>
        {m.card_domain_choose()}
      </option>
      {(Object.keys(names) as T[]).map((one) => (
        <option key={one} value={one}>
          {names[one]()}
        </option>
      ))}
    </SelectField>
  );
}
