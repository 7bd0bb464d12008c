import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeSettlement, type SettlementInput } from './compute-settlement.ts';

const bands = [
  { name: 'base', fromQuality: 0, pay: 8_000 },
  { name: 'good', fromQuality: 9_500, pay: 10_000 },
  { name: 'best', fromQuality: 9_900, pay: 11_000 },
];
const one = (submissionId: string, units = 1) => ({ submissionId, units });

describe('settlement', () => {
  test('accepted units × rate × band − rework, each line linked to its submissions', () => {
    expect(
      computeSettlement({
        rateFen: 15n,
        bands,
        accepted: [
          { lotId: 'l1', quality: 9_900, submissions: [one('a'), one('b'), one('c')] },
          { lotId: 'l2', quality: 9_499, submissions: [one('d', 4)] },
        ],
        rework: [{ lotId: 'l1', charge: 5_000, submissions: [one('b')] }],
      }),
    ).toEqual({
      lines: [
        {
          kind: 'accepted',
          lotId: 'l1',
          band: 'best',
          units: 3,
          rateFen: 15n,
          basisPoints: 11_000,
          amountFen: 50n,
          submissionIds: ['a', 'b', 'c'],
        },
        {
          kind: 'accepted',
          lotId: 'l2',
          band: 'base',
          units: 4,
          rateFen: 15n,
          basisPoints: 8_000,
          amountFen: 48n,
          submissionIds: ['d'],
        },
        {
          kind: 'rework',
          lotId: 'l1',
          band: null,
          units: 1,
          rateFen: 15n,
          basisPoints: 5_000,
          amountFen: -8n,
          submissionIds: ['b'],
        },
      ],
      totalFen: 90n,
    });
  });

  test('nothing is paid twice, nothing is guessed', () => {
    const input: SettlementInput = { rateFen: 10n, bands, accepted: [], rework: [] };
    const lot = (submissions: ReturnType<typeof one>[], quality = 9_000) => ({
      lotId: 'l',
      quality,
      submissions,
    });
    expect(computeSettlement(input)).toEqual({ lines: [], totalFen: 0n });
    for (const wrong of [
      { ...input, accepted: [lot([one('a')]), lot([one('a')])] },
      { ...input, accepted: [lot([one('a', 0.5)])] },
      { ...input, accepted: [lot([one('a', -1)])] },
      { ...input, bands: bands.slice(1), accepted: [lot([one('a')])] },
      { ...input, rateFen: -1n },
    ])
      expect(() => computeSettlement(wrong)).toThrow(RangeError);
  });

  const group = fc.record({
    quality: fc.integer({ min: 0, max: 10_000 }),
    charge: fc.integer({ min: 0, max: 10_000 }),
    units: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 }),
  });

  test('any statement: lines add up to the total, each is within half a fen of the exact product', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.array(group),
        fc.array(group),
        (rateFen, accepted, rework) => {
          const lines = (groups: typeof accepted, prefix: string) =>
            groups.map(({ quality, charge, units }, i) => ({
              lotId: `l${i}`,
              quality,
              charge,
              submissions: units.map((count, j) => one(`${prefix}${i}.${j}`, count)),
            }));
          const settlement = computeSettlement({
            rateFen,
            bands,
            accepted: lines(accepted, 'a'),
            rework: lines(rework, 'r'),
          });
          let total = 0n;
          for (const line of settlement.lines) {
            total += line.amountFen;
            const exact =
              BigInt(line.units) *
              rateFen *
              BigInt(line.basisPoints) *
              (line.kind === 'rework' ? -1n : 1n);
            const off = 10_000n * line.amountFen - exact;
            expect(off <= 5_000n && off >= -5_000n).toBe(true);
            expect(line.kind === 'rework' ? line.amountFen <= 0n : line.amountFen >= 0n).toBe(true);
          }
          expect(settlement.totalFen).toBe(total);
          expect(settlement.lines.flatMap(({ submissionIds }) => submissionIds).length).toBe(
            [...accepted, ...rework].reduce((sum, { units }) => sum + units.length, 0),
          );
        },
      ),
    );
  });

  test('more units or a better band never pay less', () => {
    const paid = (units: number, quality: number, rateFen: bigint): bigint =>
      computeSettlement({
        rateFen,
        bands,
        rework: [],
        accepted: [{ lotId: 'l', quality, submissions: [one('a', units)] }],
      }).totalFen;
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.nat(9_999),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (units, quality, rate) => {
          expect(paid(units + 1, quality, rate) >= paid(units, quality, rate)).toBe(true);
          expect(paid(units, quality + 1, rate) >= paid(units, quality, rate)).toBe(true);
        },
      ),
    );
  });
});
