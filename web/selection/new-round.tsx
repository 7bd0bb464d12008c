import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ProgrammeListBody, RoundViewBody, RuleSetViewBody } from '#src/selection/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useSubmit } from '../ui/use-submit.ts';

/** The measures that rank, in the order in which calls are made; all others are claims. */
const ranking = ['M8', 'M1', 'M2b', 'M5'] as const;

/** Makes a round in draft; nobody but staff sees it until it is opened. */
export function NewRound({ programmes }: { readonly programmes: ProgrammeListBody['items'] }) {
  const submit = useSubmit();
  const navigate = useNavigate();
  const [programme, setProgramme] = useState<string>('M8');
  const [ruleSets, setRuleSets] = useState<readonly RuleSetViewBody[]>([]);
  useEffect(() => {
    let there = true;
    void call<{ items: RuleSetViewBody[] }>(
      'GET',
      `/operator/selection/programmes/${programme}/rule-sets`,
    ).then(
      (found) => there && setRuleSets(found.items),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, [programme]);
  const make = (form: FormData): void =>
    void submit.run(async () => {
      const text = (name: string): string => {
        const value = form.get(name);
        return typeof value === 'string' ? value.trim() : '';
      };
      const made = await call<RoundViewBody>('POST', '/operator/selection/rounds', {
        programme,
        year: Number(text('year')),
        title: { zh: text('zh'), en: text('en') },
        guide: { zh: text('guideZh'), en: text('guideEn') },
        ruleSet: text('ruleSet'),
        capacity: Number(text('capacity')),
        opensOn: text('opensOn'),
        closesOn: text('closesOn'),
      });
      await navigate(`/operator/selection/rounds/${made.id}`);
    });
  return (
    <Section title={m.selection_new_round()}>
      <form
        noValidate
        className="card grid gap-5 p-5 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          make(new FormData(event.currentTarget));
        }}
      >
        <SelectField
          label={m.selection_measure()}
          value={programme}
          onChange={(event) => setProgramme(event.target.value)}
        >
          {ranking.map((code) => {
            const measure = programmes.find((one) => one.code === code);
            return (
              <option key={code} value={code}>
                {measure ? `${code} · ${pick(measure.name.zh, measure.name.en)}` : code}
              </option>
            );
          })}
        </SelectField>
        <SelectField label={m.selection_rules_of()} name="ruleSet">
          {ruleSets.map((one) => (
            <option key={one.id} value={one.id}>
              v{one.version} · {one.sourceClause}
            </option>
          ))}
        </SelectField>
        <TextField label={m.selection_title_zh()} name="zh" maxLength={200} />
        <TextField label={m.selection_title_en()} name="en" maxLength={200} />
        <TextField label={m.selection_year()} name="year" inputMode="numeric" maxLength={4} />
        <TextField label={m.selection_places()} name="capacity" inputMode="numeric" maxLength={4} />
        <TextField label={m.selection_opens_on()} name="opensOn" type="date" />
        <TextField
          label={m.selection_closes_on()}
          name="closesOn"
          type="date"
          hint={m.selection_closes_hint()}
        />
        <TextArea label={m.selection_guide_zh()} name="guideZh" maxLength={20_000} />
        <TextArea label={m.selection_guide_en()} name="guideEn" maxLength={20_000} />
        {submit.message !== undefined && (
          <Notice tone="bad" live className="sm:col-span-2">
            {submit.message}
          </Notice>
        )}
        <div>
          <Button type="submit" look="primary" busy={submit.busy}>
            {m.selection_make_draft()}
          </Button>
        </div>
      </form>
    </Section>
  );
}
