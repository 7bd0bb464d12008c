/** A point as [x, y]; a polygon is the ring of its corners, closed by itself. */
export type Point = readonly [number, number];
export type Polygon = readonly Point[];

/**
 * Areas of two polygons and of what they share. Concave and self-crossing rings are read by the even-odd
 * rule. The plane is cut at every corner and every crossing of edges; between two cuts no edges cross, so
 * the shared width is linear there and the strip's area is its height × the width in the middle.
 */
export function polygonOverlap(
  a: Polygon,
  b: Polygon,
): { readonly first: number; readonly second: number; readonly shared: number } {
  const edgesA = edgesOf(a);
  const edgesB = edgesOf(b);
  const cuts = cutsOf([...edgesA, ...edgesB]);
  let [first, second, shared] = [0, 0, 0];
  for (let i = 1; i < cuts.length; i += 1) {
    const [low, high] = [cuts[i - 1] as number, cuts[i] as number];
    const inA = spansAt(edgesA, (low + high) / 2);
    const inB = spansAt(edgesB, (low + high) / 2);
    first += (high - low) * width(inA);
    second += (high - low) * width(inB);
    shared += (high - low) * sharedWidth(inA, inB);
  }
  return { first, second, shared };
}

/** An edge that is not level, its lower end first. */
interface Edge {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  /** Change of x for one step of y. */
  readonly slope: number;
}

function edgesOf(polygon: Polygon): Edge[] {
  return polygon.flatMap(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length] as Point;
    if (y1 === y2) return [];
    const slope = (x2 - x1) / (y2 - y1);
    return [y1 < y2 ? { x: x1, low: y1, high: y2, slope } : { x: x2, low: y2, high: y1, slope }];
  });
}

function cutsOf(edges: readonly Edge[]): Float64Array {
  const cuts = new Set<number>();
  for (const [i, a] of edges.entries()) {
    cuts.add(a.low).add(a.high);
    for (const b of edges.slice(0, i)) {
      if (a.slope === b.slope) continue;
      const y = (b.x - b.slope * b.low - (a.x - a.slope * a.low)) / (a.slope - b.slope);
      if (y > Math.max(a.low, b.low) && y < Math.min(a.high, b.high)) cuts.add(y);
    }
  }
  return Float64Array.from(cuts).sort();
}

/** Where the level line at y is inside: ascending x, entering and leaving by turns. */
function spansAt(edges: readonly Edge[], y: number): Float64Array {
  const at: number[] = [];
  for (const edge of edges)
    if (edge.low < y && y < edge.high) at.push(edge.x + edge.slope * (y - edge.low));
  return Float64Array.from(at).sort();
}

function width(spans: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < spans.length; i += 2) sum += (spans[i] as number) - (spans[i - 1] as number);
  return sum;
}

function sharedWidth(a: Float64Array, b: Float64Array): number {
  let [sum, i, j] = [0, 1, 1];
  while (i < a.length && j < b.length) {
    const [endA, endB] = [a[i] as number, b[j] as number];
    sum += Math.max(0, Math.min(endA, endB) - Math.max(a[i - 1] as number, b[j - 1] as number));
    if (endA < endB) i += 2;
    else j += 2;
  }
  return sum;
}

/** Intersection ÷ union; 0 when both are empty. */
export function polygonIou(a: Polygon, b: Polygon): number {
  const { first, second, shared } = polygonOverlap(a, b);
  const union = first + second - shared;
  return union > 0 ? shared / union : 0;
}

/**
 * Corners of a box turned clockwise by `rotation` degrees about its top-left corner (y grows downwards),
 * as Label Studio stores it.
 */
export function boxCorners(box: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation?: number;
}): Polygon {
  const angle = ((box.rotation ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (right: number, down: number): Point => [
    box.x + right * cos - down * sin,
    box.y + right * sin + down * cos,
  ];
  return [corner(0, 0), corner(box.width, 0), corner(box.width, box.height), corner(0, box.height)];
}
