import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundsOf,
  corners,
  holds,
  moved,
  reshaped,
  shapeOf,
  turned,
  valueOf,
  type Point,
  type Shape,
} from './shape.ts';

const size = { width: 1280, height: 800 };
type Box = Extract<Shape, { kind: 'box' }>;
const box: Box = { kind: 'box', x: 100, y: 100, width: 200, height: 80, rotation: 0 };

test('a shape comes back from its value in percent', () => {
  const region = {
    id: 'a',
    from_name: 'b',
    to_name: 'i',
    type: 'rectanglelabels',
    value: valueOf({ ...box, rotation: 30 }, size),
  };
  expect(region.value).toEqual({ x: 7.8125, y: 12.5, width: 15.625, height: 10, rotation: 30 });
  expect(shapeOf(region, size)).toEqual({ ...box, rotation: 30 });
});

test('turning keeps the middle and the size', () => {
  fc.assert(
    fc.property(fc.integer({ min: -720, max: 720 }), (degrees) => {
      const after = turned(box, degrees) as Box;
      const [a, , c] = corners(after);
      expect(((a?.[0] ?? 0) + (c?.[0] ?? 0)) / 2).toBeCloseTo(200, 6);
      expect(((a?.[1] ?? 0) + (c?.[1] ?? 0)) / 2).toBeCloseTo(140, 6);
      expect([after.width, after.height]).toEqual([200, 80]);
    }),
  );
});

test('a dragged corner leaves the opposite one where it is, turned or not', () => {
  for (const rotation of [0, 25, 200]) {
    const before = turned(box, rotation) as Box;
    const after = reshaped(before, 2, [500, 400], size) as Box;
    const [x, y] = corners(before)[0] as Point;
    const stays = corners(after).some((c) => Math.hypot(c[0] - x, c[1] - y) < 1e-6);
    expect([rotation, stays]).toEqual([rotation, true]);
  }
  expect(reshaped(box, 2, [400, 300], size)).toEqual({ ...box, width: 300, height: 200 });
});

test('a shape stays inside the image however far it is moved', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -3000, max: 3000 }),
      fc.integer({ min: -3000, max: 3000 }),
      (dx, dy) => {
        const { left, top, right, bottom } = boundsOf(moved(box, dx, dy, size));
        expect(left >= 0 && top >= 0 && right <= 1280 && bottom <= 800).toBe(true);
      },
    ),
  );
});

test('points are found inside shapes only', () => {
  const turnedBox = turned(box, 45);
  const polygon: Shape = {
    kind: 'polygon',
    points: [
      [0, 0],
      [10, 0],
      [10, 10],
      [5, 2],
      [0, 10],
    ],
  };
  const point: Shape = { kind: 'keypoint', x: 50, y: 50, radius: 2 };
  expect([
    holds(turnedBox, [200, 140], 0),
    holds(turnedBox, [110, 110], 0),
    holds(polygon, [5, 1], 0),
    holds(polygon, [5, 8], 0),
    holds(point, [54, 50], 5),
    holds(point, [60, 50], 5),
  ]).toEqual([true, false, true, false, true, false]);
});
