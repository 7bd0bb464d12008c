import { useState } from 'react';
import { modalities, domains } from '../ui/labels.ts';
import type { Card, Domain, Modality } from '#src/catalog/card-schema.ts';
import type { LicenceOption } from '#src/catalog/schema.ts';
import { m } from '../i18n/messages.ts';
import { CheckField, SelectField, TextArea, TextField } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { ListField } from './list-field.tsx';

export interface CardFormProps {
  readonly card: Card;
  readonly edit: (part: Partial<Card>) => void;
  readonly error: (field: string) => string | undefined;
}

/** An object without the members that are empty text. */
export function kept<T extends Record<string, string | undefined>>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value)) as T;
}

/** What publication asks for. */
export function CardBasics({
  card,
  edit,
  error,
  licences,
}: CardFormProps & { readonly licences: readonly LicenceOption[] }) {
  const { title, description = {} } = card;
  const chosen = card.modality ?? [];
  return (
    <Section title={m.card_basics()}>
      <div className="card space-y-5 p-5 sm:p-7">
        <TextField
          label={m.publish_title_zh()}
          lang="zh-CN"
          maxLength={300}
          value={title.zh ?? ''}
          error={error('title/zh') ?? error('title')}
          onChange={(event) => edit({ title: kept({ ...title, zh: event.target.value }) })}
        />
        <TextField
          label={m.publish_title_en()}
          lang="en"
          maxLength={300}
          value={title.en ?? ''}
          error={error('title/en')}
          onChange={(event) => edit({ title: kept({ ...title, en: event.target.value }) })}
        />
        <TextArea
          label={m.card_description_zh()}
          hint={m.card_description_hint()}
          lang="zh-CN"
          maxLength={20_000}
          value={description.zh ?? ''}
          error={error('description/zh') ?? error('description')}
          onChange={(event) =>
            edit({ description: kept({ ...description, zh: event.target.value }) })
          }
        />
        <TextArea
          label={m.card_description_en()}
          lang="en"
          maxLength={20_000}
          value={description.en ?? ''}
          error={error('description/en')}
          onChange={(event) =>
            edit({ description: kept({ ...description, en: event.target.value }) })
          }
        />
        <SelectField
          label={m.fact_domain()}
          value={card.domain ?? ''}
          error={error('domain')}
          onChange={(event) => edit({ domain: event.target.value as Domain })}
        >
          <option value="" disabled>
            {m.card_domain_choose()}
          </option>
          {Object.entries(domains).map(([value, { name }]) => (
            <option key={value} value={value}>
              {name()}
            </option>
          ))}
        </SelectField>
        <fieldset>
          <legend className="mb-2 text-[0.9375rem] font-medium">{m.fact_modality()}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
            {Object.entries(modalities).map(([value, label]) => (
              <CheckField
                key={value}
                label={label()}
                checked={chosen.includes(value as Modality)}
                onChange={(event) =>
                  edit({
                    modality: event.target.checked
                      ? [...chosen, value as Modality]
                      : chosen.filter((one) => one !== value),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <LicenceFields card={card} edit={edit} error={error} licences={licences} />
        <ListField
          label={m.fact_keywords()}
          hint={m.card_list_hint()}
          value={card.keywords ?? []}
          error={error('keywords')}
          onChange={(keywords) => edit({ keywords })}
        />
      </div>
    </Section>
  );
}

/** An SPDX identifier, or terms of one's own. */
function LicenceFields({
  card,
  edit,
  error,
  licences,
}: CardFormProps & { readonly licences: readonly LicenceOption[] }) {
  const licence = card.licence ?? {};
  const [own, setOwn] = useState(licence.spdx === undefined && licence.name !== undefined);
  const set = (part: NonNullable<Card['licence']>): void =>
    edit({ licence: kept({ ...licence, ...part }) });
  return (
    <div className="space-y-4">
      <CheckField
        label={m.card_licence_own()}
        checked={own}
        onChange={(event) => {
          setOwn(event.target.checked);
          edit({ licence: {} });
        }}
      />
      {own ? (
        <>
          <TextField
            label={m.card_licence_name()}
            maxLength={200}
            value={licence.name ?? ''}
            error={error('licence/name') ?? error('licence')}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextArea
            label={m.card_licence_text()}
            maxLength={50_000}
            value={licence.text ?? ''}
            error={error('licence/text')}
            onChange={(event) => set({ text: event.target.value })}
          />
          <TextField
            type="url"
            label={m.card_licence_url()}
            value={licence.url ?? ''}
            error={error('licence/url')}
            onChange={(event) => set({ url: event.target.value })}
          />
        </>
      ) : (
        <>
          <TextField
            label={m.card_licence()}
            hint={m.card_licence_hint()}
            list="spdx"
            maxLength={80}
            spellCheck={false}
            value={licence.spdx ?? ''}
            error={error('licence/spdx') ?? error('licence')}
            onChange={(event) => set({ spdx: event.target.value.trim() })}
          />
          <datalist id="spdx">
            {licences.map((one) => (
              <option key={one.spdx} value={one.spdx}>
                {one.name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </div>
  );
}
