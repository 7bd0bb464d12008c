import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf, boxOfCorners, cornersOf, envelopeOf } from './geometry.ts';

const side = fc.double({ min: 0.5, max: 5000, noNaN: true });
const place = fc.double({ min: -5000, max: 5000, noNaN: true });
const box = fc.record({
  x: place,
  y: place,
  width: side,
  height: side,
  rotation: fc.double({ min: 0, max: 359.999, noNaN: true }),
});

test('a rotated box comes back from its corners', () => {
  fc.assert(
    fc.property(box, (given) => {
      const corners = cornersOf(given);
      const back = boxOfCorners(corners);
      for (const name of ['x', 'y', 'width', 'height'] as const)
        expect(back[name]).toBeCloseTo(given[name], 6);
      const turned = Math.abs(back.rotation - given.rotation);
      expect(Math.min(turned, 360 - turned)).toBeLessThan(1e-6);
      expect(areaOf(corners) / (given.width * given.height)).toBeCloseTo(1, 9);
    }),
  );
});

test('a quarter turn hangs to the left of its corner, as in Label Studio', () => {
  const corners = cornersOf({ x: 10, y: 10, width: 4, height: 2, rotation: 90 });
  expect(envelopeOf(corners)).toEqual({
    x: expect.closeTo(8, 9) as number,
    y: 10,
    width: expect.closeTo(2, 9) as number,
    height: expect.closeTo(4, 9) as number,
  });
});
