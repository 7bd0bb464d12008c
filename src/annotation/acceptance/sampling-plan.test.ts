import { describe, expect, test } from 'vitest';
import { isAccepted, samplingPlan } from './sampling-plan.ts';
import { firstLot, nextSeverity, severityAfter, type SwitchingEvent } from './switching-rules.ts';

describe('the plan of a lot', () => {
  test('a row of the table, with its source', () => {
    expect(samplingPlan({ lotSize: 1000, aql: '2.5', severity: 'normal' })).toEqual({
      kind: 'plan',
      lotSize: 1000,
      aql: '2.5',
      severity: 'normal',
      letter: 'J',
      sample: 80,
      inspectAll: false,
      accept: 5,
      reject: 6,
      source: 'ISO 2859-1 table 2-A (MIL-STD-105E table II-A), arrows resolved',
    });
  });

  test('a sample as large as the lot inspects all of it', () => {
    for (const lotSize of [2, 12, 13])
      expect(samplingPlan({ lotSize, aql: '1.0', severity: 'normal' })).toMatchObject({
        sample: lotSize,
        inspectAll: true,
        accept: 0,
      });
    expect(samplingPlan({ lotSize: 14, aql: '1.0', severity: 'normal' })).toMatchObject({
      sample: 13,
      inspectAll: false,
    });
  });

  test('what the table does not hold is refused by name', () => {
    const refused = (lotSize: number, aql: string, severity: 'normal' | 'tightened' = 'normal') =>
      samplingPlan({ lotSize, aql, severity });
    expect([
      refused(1, '1.0'),
      refused(10.5, '1.0'),
      refused(Number.NaN, '1.0'),
      refused(100, '1.5'),
      refused(100, '1'),
      refused(300, '1.0', 'tightened'),
      refused(20_000, '2.5', 'tightened'),
    ]).toEqual([
      { kind: 'no-table', reason: 'lot-size' },
      { kind: 'no-table', reason: 'lot-size' },
      { kind: 'no-table', reason: 'lot-size' },
      { kind: 'no-table', reason: 'aql' },
      { kind: 'no-table', reason: 'aql' },
      { kind: 'no-table', reason: 'tightened-row' },
      { kind: 'no-table', reason: 'tightened-row' },
    ]);
  });

  test('acceptance number and rejection number', () => {
    expect([5, 6].map((defective) => isAccepted({ accept: 5 }, defective))).toEqual([true, false]);
  });
});

describe('switching', () => {
  /** A = accepted, R = rejected, S = resumed; the severity after each. */
  const walk = (history: string): string => {
    let state = firstLot;
    return [...history]
      .map((letter) => {
        const event: SwitchingEvent =
          letter === 'S' ? { kind: 'resume' } : { kind: 'lot', accepted: letter === 'A' };
        state = nextSeverity(state, event);
        return state.severity.charAt(0);
      })
      .join('');
  };

  test('two of five or fewer consecutive lots rejected: tightened', () => {
    expect(walk('RR')).toBe('nt');
    expect(walk('RAAAR')).toBe('nnnnt');
    expect(walk('RAAAAR')).toBe('nnnnnn');
    expect(walk('RAAAARAR')).toBe('nnnnnnnt');
  });

  test('five accepted in a row: normal again, with a clean record', () => {
    expect(walk('RRAAAAA')).toBe('ntttttn');
    expect(walk('RRAAAARAAAAA')).toBe('nttttttttttn');
    expect(walk('RRAAAAAR')).toBe('ntttttnn');
  });

  test('five rejected under tightened: discontinued until resumed, then tightened', () => {
    expect(walk('RRRRRRR')).toBe('ntttttd');
    expect(walk('RRRARARARAR')).toBe('ntttttttttd');
    expect(walk('RRRRRRRAASAAAAA')).toBe('ntttttdddtttttn');
  });

  test('the state after a history is the last of its states', () => {
    const history: SwitchingEvent[] = [false, true, false].map((accepted) => ({
      kind: 'lot',
      accepted,
    }));
    expect(severityAfter(history)).toEqual({ ...firstLot, severity: 'tightened' });
    expect(severityAfter([])).toEqual(firstLot);
  });
});
