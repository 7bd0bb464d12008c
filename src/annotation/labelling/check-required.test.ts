import { describe, expect, test } from 'vitest';
import { checkResult } from './check-result.ts';
import type { LabelConfig } from './model.ts';
import { parseConfig } from './parse-config.ts';

const task = { data: { text: 'a😀b人名' } };
const item = (from_name: string, to_name: string, type: string, value: unknown, id: string) => ({
  id,
  from_name,
  to_name,
  type,
  value,
});
const span = (value: object, id: string) =>
  item('ner', 'text', 'labels', { labels: ['PER'], ...value }, id);

describe('what is required', () => {
  const wanting = parseConfig(`<View>
  <Text name="text" value="$text"/>
  <Labels name="ner" toName="text"><Label value="PER"/><Label value="LOC"/></Labels>
  <Choices name="mood" toName="text" required="true"><Choice value="Good"/><Choice value="Bad"/></Choices>
  <TextArea name="why" toName="text" required="true" visibleWhen="choice-selected" whenTagName="mood" whenChoiceValue="Bad"/>
  <Choices name="sex" toName="text" perRegion="true" required="true" whenTagName="ner" whenLabelValue="PER"><Choice value="F"/></Choices>
</View>`).config as LabelConfig;
  const told = (result: unknown[], complete = true) =>
    checkResult(wanting, task, result, { complete }).map(
      ({ code, regionId, sentence }) => `${regionId ?? '-'} ${code} ${sentence.en}`,
    );
  const mood = (choice: string) => item('mood', 'text', 'choices', { choices: [choice] }, 'm');

  test('must be answered, but only in what is complete', () => {
    expect(told([])).toEqual(['- requiredMissing “mood” must be answered.']);
    expect(told([], false)).toEqual([]);
    expect(told([mood('Good')])).toEqual([]);
  });

  test('counts only where it is shown, and not when empty', () => {
    expect(told([mood('Bad')])).toEqual(['- requiredMissing “why” must be answered.']);
    const blank = item('why', 'text', 'textarea', { text: ['  '] }, 'w');
    expect(told([mood('Bad'), blank])).toEqual(['- requiredMissing “why” must be answered.']);
  });

  test('may be about each region of one label', () => {
    const person = span({ start: 0, end: 1 }, 'p');
    const place = span({ start: 1, end: 2, labels: ['LOC'] }, 'q');
    expect(told([mood('Good'), person, place])).toEqual([
      'p requiredForRegion “sex” must be answered for this region.',
    ]);
    const answer = item('sex', 'text', 'choices', { choices: ['F'] }, 'p');
    expect(told([mood('Good'), person, place, answer])).toEqual([]);
  });
});
