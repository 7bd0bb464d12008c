import { describe, expect, test } from 'vitest';
import {
  planAssignment,
  type PlanExpert,
  type PlanFacts,
  type PlanItem,
} from './plan-assignment.ts';

const item = (id: string, field = 'ocean', reviews = 1): PlanItem => ({
  id,
  title: `D ${id}`,
  field,
  reviews,
});
const expert = (id: string, change: Partial<PlanExpert> = {}): PlanExpert => ({
  id,
  name: `E ${id}`,
  fields: ['ocean'],
  past: new Map(),
  limit: 5,
  elsewhere: 0,
  ...change,
});
const plan = (facts: Partial<PlanFacts>, options: Parameters<typeof planAssignment>[1] = free) =>
  planAssignment(
    { items: [], experts: [], conflict: () => false, existing: [], ...facts },
    options,
  );
const free = { outsideField: false, avoid: [] } as const;
const pairsOf = (found: ReturnType<typeof plan>) =>
  found.pairs.map((p) => `${p.itemId}-${p.expertId}`);

describe('a plan', () => {
  test('prefers the field known best and those who reviewed it before, and says so', () => {
    const found = plan({
      items: [item('1')],
      experts: [
        expert('a', { fields: ['health', 'ocean'] }),
        expert('b', { past: new Map([['ocean', 3]]) }),
        expert('c'),
      ],
    });
    expect(found.pairs).toEqual([
      {
        itemId: '1',
        expertId: 'b',
        kept: false,
        affinity: 0.92,
        sentence: {
          zh: '“ocean”是其首选领域，已评审过 3 项同领域项目，本次共承担 1 项，上限 5 项。',
          en: '“ocean” is their first field; has reviewed 3 of it before; load 1 of at most 5.',
        },
      },
    ]);
    expect([found.cost, found.lowerBound, found.shortfalls]).toEqual([680, 680, []]);
  });

  test('never pairs a conflict, nor what was declined; begun reviews count and stay', () => {
    const facts = {
      items: [item('1', 'ocean', 2)],
      experts: [expert('a'), expert('b'), expert('c'), expert('d')],
      conflict: (_: number, e: number) => e === 3,
      existing: [
        { itemId: '1', expertId: 'a', kind: 'begun' as const },
        { itemId: '1', expertId: 'b', kind: 'never' as const },
      ],
    };
    const found = plan(facts);
    expect(pairsOf(found)).toEqual(['1-c']);
    expect(found.loads.map((l) => l.load)).toEqual([1, 0, 1, 0]);
  });

  test('keeps who is invited unless that costs much; who is let go is named', () => {
    const existing = [{ itemId: '1', expertId: 'b', kind: 'invited' as const }];
    const better = expert('a', { past: new Map([['ocean', 5]]) });
    const kept = plan({ items: [item('1')], experts: [better, expert('b')], existing });
    expect([pairsOf(kept), kept.pairs[0]?.kept, kept.dropped]).toEqual([['1-b'], true, []]);
    const busy = expert('b', { elsewhere: 9, limit: 20 });
    const changed = plan({ items: [item('1')], experts: [better, busy], existing });
    expect([pairsOf(changed), changed.dropped]).toEqual([
      ['1-a'],
      [{ itemId: '1', expertId: 'b' }],
    ]);
  });

  test('pairs to avoid are taken apart', () => {
    const items = [item('1', 'ocean', 2), item('2', 'ocean', 2)];
    const experts = ['a', 'b', 'c', 'd'].map((id) => expert(id));
    const found = plan({ items, experts }, { ...free, avoid: [['a', 'b']] });
    const of1 = found.pairs.filter((p) => p.itemId === '1').map((p) => p.expertId);
    const of2 = found.pairs.filter((p) => p.itemId === '2').map((p) => p.expertId);
    for (const own of [of1, of2]) {
      expect(own).toHaveLength(2);
      expect(own.includes('a') && own.includes('b')).toBe(false);
    }
  });
});

describe('what cannot be filled', () => {
  test('a field without experts: whom to invite', () => {
    const found = plan({
      items: [item('1', 'ocean', 2)],
      experts: [expert('a'), expert('b'), expert('c', { fields: ['health'] })],
      conflict: (_, e) => e === 1,
    });
    expect(found.shortfalls).toEqual([
      {
        ...{ itemId: '1', missing: 1, eligible: 1, conflicted: 1, raise: [] },
        sentence: {
          zh: '《D 1》缺 1 名评审专家：“ocean”领域可用专家仅 1 名（须回避 1 名）；请增补 1 名该领域且与申报方无利益关系的专家，或允许其他领域专家参评。',
          en: '“D 1” lacks 1 reviewer: experts of “ocean” who may review it: 1 (1 conflicted); invite 1 more of the field without ties to the applicants, or allow experts of other fields.',
        },
      },
    ]);
    const wider = plan(
      {
        items: [item('1', 'ocean', 2)],
        experts: [expert('a'), expert('c', { fields: ['health'] })],
      },
      { ...free, outsideField: true },
    );
    expect([wider.shortfalls, pairsOf(wider)]).toEqual([[], ['1-a', '1-c']]);
  });

  test('full experts: whose limit to raise; doing so fills the item', () => {
    const items = [item('1'), item('2'), item('3')];
    const facts = { items, experts: [expert('a', { limit: 2 })] };
    const found = plan(facts);
    expect(found.shortfalls).toHaveLength(1);
    const [short] = found.shortfalls;
    expect(short?.raise).toEqual([{ expertId: 'a', name: 'E a', limit: 2 }]);
    expect(short?.sentence.en).toMatch(/raise the limits of E a \(2\) by 1 in all/u);
    expect(plan({ items, experts: [expert('a', { limit: 3 })] }).shortfalls).toEqual([]);
  });
});
