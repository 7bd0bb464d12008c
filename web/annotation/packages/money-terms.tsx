import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/section.tsx';
import { modalityName, vendorModalities } from '../vendors/vendor-words.ts';
import type { TermsProps } from './package-form.tsx';

/** Price, bands of quality and when the work is due. */
export function MoneyTerms({ form, edit, error }: TermsProps) {
  return (
    <Section title={m.annotation_terms_money()}>
      <div className="card space-y-5 p-5 sm:p-7">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={m.annotation_terms_price()}
            hint={m.annotation_terms_price_hint()}
            inputMode="decimal"
            value={form.price}
            error={error('price')}
            onChange={(event) => edit({ price: event.target.value })}
          />
          <TextField
            label={m.annotation_terms_max_share()}
            hint={m.annotation_terms_max_share_hint()}
            inputMode="numeric"
            value={form.maxShare}
            error={error('maxShare')}
            onChange={(event) => edit({ maxShare: event.target.value })}
          />
          {form.mode === 'sealed_bids' && (
            <TextField
              type="datetime-local"
              label={m.annotation_terms_bid_deadline()}
              hint={m.annotation_terms_clock()}
              value={form.bidDeadline}
              onChange={(event) => edit({ bidDeadline: event.target.value })}
            />
          )}
          <TextField
            className="sm:col-span-2"
            label={m.annotation_terms_skills()}
            hint={m.annotation_terms_skills_hint()}
            value={form.skills}
            onChange={(event) => edit({ skills: event.target.value })}
          />
          <TextField
            className="sm:col-span-2"
            label={m.annotation_terms_languages()}
            hint={m.annotation_terms_languages_hint()}
            value={form.languages}
            error={error('languages')}
            onChange={(event) => edit({ languages: event.target.value })}
          />
        </div>
        <Modalities form={form} edit={edit} />
        <Bands form={form} edit={edit} error={error} />
      </div>
    </Section>
  );
}

function Modalities({ form, edit }: Pick<TermsProps, 'form' | 'edit'>) {
  return (
    <fieldset>
      <legend className="mb-1 text-[0.9375rem] font-medium">
        {m.annotation_terms_modalities()}
      </legend>
      <p className="mb-1.5 text-sm text-muted">{m.annotation_terms_modalities_hint()}</p>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {Object.keys(vendorModalities).map((name) => (
          <CheckField
            key={name}
            label={modalityName(name)}
            checked={form.modalities.includes(name)}
            onChange={(event) =>
              edit({
                modalities: event.target.checked
                  ? [...form.modalities, name]
                  : form.modalities.filter((one) => one !== name),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function Bands({ form, edit, error }: TermsProps) {
  const { bands } = form;
  const set = (at: number, part: Partial<(typeof bands)[number]>): void =>
    edit({ bands: bands.map((band, i) => (i === at ? { ...band, ...part } : band)) });
  const wrong = error('bands');
  return (
    <fieldset>
      <legend className="text-[0.9375rem] font-medium">{m.annotation_terms_bands()}</legend>
      <p className="mb-2 text-sm text-muted">{m.annotation_terms_bands_hint()}</p>
      <ul className="space-y-2">
        {bands.map((band, at) => (
          <li key={at} className="flex flex-wrap items-end gap-3">
            <TextField
              className="w-40"
              label={m.annotation_terms_band_minimum()}
              inputMode="decimal"
              value={band.minimum}
              onChange={(event) => set(at, { minimum: event.target.value })}
            />
            <TextField
              className="w-40"
              label={m.annotation_terms_band_rate()}
              inputMode="decimal"
              value={band.rate}
              onChange={(event) => set(at, { rate: event.target.value })}
            />
            <button
              type="button"
              aria-label={m.annotation_terms_band_remove({ number: at + 1 })}
              onClick={() => edit({ bands: bands.filter((_, i) => i !== at) })}
              className="grid size-10 place-items-center rounded-md text-muted hover:bg-hover hover:text-danger"
            >
              <Icon name="trash" size={18} />
            </button>
          </li>
        ))}
      </ul>
      {wrong !== undefined && <p className="mt-1 text-sm font-medium text-danger">{wrong}</p>}
      <Button
        size="sm"
        icon="plus"
        className="mt-3"
        onClick={() => edit({ bands: [...bands, { minimum: '', rate: '100' }] })}
      >
        {m.annotation_terms_band_add()}
      </Button>
    </fieldset>
  );
}
