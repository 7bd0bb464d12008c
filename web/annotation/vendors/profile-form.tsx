import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { SaveVendorBody, VendorViewBody } from '#src/annotation/vendors/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextArea, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { modalityName, vendorModalities } from './vendor-words.ts';

type ModalityName = SaveVendorBody['modalities'][number];
const names = Object.keys(vendorModalities) as ModalityName[];
const wordsIn = (text: string): string[] =>
  text.split(/[\s,\u3001\uff0c]+/u).filter((w) => w !== '');

/** What the vendor can do, in its own words. */
export function ProfileForm({ slug, vendor }: ProfileFormProps) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [modalities, setModalities] = useState<readonly string[]>(vendor?.modalities ?? []);
  const [languages, setLanguages] = useState((vendor?.languages ?? ['zh']).join(', '));
  const [headcount, setHeadcount] = useState(String(vendor?.headcount ?? ''));
  const [zh, setZh] = useState(vendor?.about.zh ?? '');
  const [en, setEn] = useState(vendor?.about.en ?? '');
  const [checked, setChecked] = useState(false);
  const people = /^[1-9]\d{0,5}$/u.test(headcount.trim()) ? Number(headcount) : undefined;
  const error = (field: string) => submit.problem?.fieldError(field);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (people === undefined || modalities.length === 0 || wordsIn(languages).length === 0) return;
    void submit.run(async () => {
      await call('PUT', `/annotation/vendors/${slug}`, {
        ...(vendor ? { revision: vendor.revision } : {}),
        modalities,
        languages: wordsIn(languages),
        headcount: people,
        about: { zh: zh.trim(), en: en.trim() },
      });
      await revalidate();
    });
  };
  return (
    <form noValidate onSubmit={save} className="card space-y-5 p-5 sm:p-7">
      {vendor?.state === 'approved' && <Notice tone="info">{m.vendor_change_hint()}</Notice>}
      <fieldset>
        <legend className="mb-1 text-[0.9375rem] font-medium">{m.vendor_modalities()}</legend>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {names.map((name) => (
            <CheckField
              key={name}
              label={modalityName(name)}
              checked={modalities.includes(name)}
              onChange={(event) =>
                setModalities(
                  event.target.checked
                    ? [...modalities, name]
                    : modalities.filter((one) => one !== name),
                )
              }
            />
          ))}
        </div>
        {checked && modalities.length === 0 && (
          <p className="mt-1 text-sm font-medium text-danger">{m.field_required()}</p>
        )}
      </fieldset>
      <TextField
        label={m.vendor_languages()}
        hint={m.vendor_languages_hint()}
        value={languages}
        error={checked && wordsIn(languages).length === 0 ? m.field_required() : error('languages')}
        onChange={(event) => setLanguages(event.target.value)}
      />
      <TextField
        label={m.vendor_headcount()}
        hint={m.vendor_headcount_hint()}
        inputMode="numeric"
        value={headcount}
        error={checked && people === undefined ? m.annotation_terms_wrong() : error('headcount')}
        onChange={(event) => setHeadcount(event.target.value)}
      />
      <TextArea
        label={m.vendor_about_zh()}
        maxLength={4000}
        value={zh}
        error={error('about/zh')}
        onChange={(event) => setZh(event.target.value)}
      />
      <TextArea
        label={m.vendor_about_en()}
        maxLength={4000}
        value={en}
        error={error('about/en')}
        onChange={(event) => setEn(event.target.value)}
      />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button look="primary" type="submit" busy={submit.busy}>
        {m.annotation_save()}
      </Button>
    </form>
  );
}

interface ProfileFormProps {
  readonly slug: string;
  readonly vendor: VendorViewBody | undefined;
}
