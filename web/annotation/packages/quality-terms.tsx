import { m } from '../../i18n/messages.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import type { TermsForm } from './package-terms.ts';
import type { TermsProps } from './package-form.tsx';

/** How the work is checked: overlap, gold items, a test beforehand, the plan of acceptance. */
export function QualityTerms({ form, edit, error }: TermsProps) {
  const field = (
    name: 'overlap' | 'overlapMax' | 'threshold' | 'gold' | 'cross' | 'testCount' | 'testPass',
    label: string,
    hint: string,
  ) => (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      value={form[name]}
      error={error(name)}
      onChange={(event) => edit({ [name]: event.target.value })}
    />
  );
  const paid = form.mode !== 'own_team';
  return (
    <Section title={m.annotation_terms_quality()}>
      <div className="card grid gap-5 p-5 sm:grid-cols-2 sm:p-7">
        <TextField
          type="datetime-local"
          label={m.annotation_terms_deadline()}
          hint={m.annotation_terms_clock()}
          value={form.deadline}
          onChange={(event) => edit({ deadline: event.target.value })}
        />
        {field('gold', m.annotation_terms_gold(), m.annotation_terms_gold_hint())}
        {field('overlap', m.annotation_terms_overlap(), m.annotation_terms_overlap_hint())}
        {field(
          'overlapMax',
          m.annotation_terms_overlap_max(),
          m.annotation_terms_overlap_max_hint(),
        )}
        {Number(form.overlapMax) > Number(form.overlap) &&
          field('threshold', m.annotation_terms_threshold(), m.annotation_terms_threshold_hint())}
        {form.mode === 'blind_overlap' &&
          field('cross', m.annotation_terms_cross(), m.annotation_terms_cross_hint())}
        {paid && (
          <>
            {field('testCount', m.annotation_terms_test(), m.annotation_terms_test_hint())}
            {form.testCount.trim() !== '' &&
              field('testPass', m.annotation_terms_test_pass(), m.annotation_terms_percent())}
            <SelectField
              label={m.annotation_terms_aql()}
              hint={m.annotation_terms_aql_hint()}
              value={form.aql}
              onChange={(event) => edit({ aql: event.target.value as TermsForm['aql'] })}
            >
              <option value="1.0">AQL 1.0</option>
              <option value="2.5">AQL 2.5</option>
              <option value="">{m.annotation_terms_aql_none()}</option>
            </SelectField>
          </>
        )}
      </div>
    </Section>
  );
}
