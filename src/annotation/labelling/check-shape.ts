import type { CheckedItem, TellResult } from './checked-item.ts';

/** Percent; drawn coordinates carry rounding of about 1e-13. */
const slack = 0.01;

const inside = (value: number): boolean => value >= -slack && value <= 100 + slack;

const numbers = (value: Readonly<Record<string, unknown>>, names: readonly string[]) => {
  const found = names.map((name) => value[name]);
  return found.every((one): one is number => typeof one === 'number' && Number.isFinite(one))
    ? found
    : undefined;
};

/** Geometry on an image, in percent of its sides. */
export function checkShape({ type, value }: CheckedItem, tell: TellResult): void {
  if ('points' in value) return checkPolygon(value['points'], tell);
  if (type.startsWith('rectangle') || ('width' in value && 'height' in value))
    return checkBox(value, tell);
  if (type.startsWith('ellipse')) return checkEllipse(value, tell);
  if (type.startsWith('keypoint')) return checkPoint(value, tell);
  if (type.startsWith('brush')) return checkBrush(value, tell);
  // A `labels` region on an image shares its id with the shape it names.
}

function checkBox(value: Readonly<Record<string, unknown>>, tell: TellResult): void {
  const found = numbers(value, ['x', 'y', 'width', 'height']);
  const rotation = value['rotation'] ?? 0;
  if (!found) return tell('valueWrong', { field: 'x, y, width, height' });
  if (typeof rotation !== 'number' || !Number.isFinite(rotation))
    return tell('valueWrong', { field: 'rotation' });
  const [x = 0, y = 0, width = 0, height = 0] = found;
  if (width <= 0 || height <= 0) return tell('emptyShape');
  // The corners of a turned box may stick out of the image, as may its unturned frame; its anchor may not.
  const far = rotation % 360 === 0 ? [x + width, y + height] : [];
  if (![x, y, ...far].every(inside)) tell('outsideImage');
}

function checkEllipse(value: Readonly<Record<string, unknown>>, tell: TellResult): void {
  const found = numbers(value, ['x', 'y', 'radiusX', 'radiusY']);
  if (!found) return tell('valueWrong', { field: 'x, y, radiusX, radiusY' });
  const [x = 0, y = 0, radiusX = 0, radiusY = 0] = found;
  if (radiusX <= 0 || radiusY <= 0) tell('emptyShape');
  else if (!inside(x) || !inside(y)) tell('outsideImage');
}

function checkPoint(value: Readonly<Record<string, unknown>>, tell: TellResult): void {
  const found = numbers(value, ['x', 'y']);
  if (!found) tell('valueWrong', { field: 'x, y' });
  else if (!found.every(inside)) tell('outsideImage');
}

function checkPolygon(points: unknown, tell: TellResult): void {
  const right =
    Array.isArray(points) &&
    points.every(
      (point: unknown) =>
        Array.isArray(point) &&
        point.length === 2 &&
        point.every((one) => typeof one === 'number' && Number.isFinite(one)),
    );
  if (!right) return tell('valueWrong', { field: 'points' });
  const corners = points as [number, number][];
  if (corners.length < 3) tell('fewPoints');
  if (!corners.flat().every(inside)) tell('outsideImage');
}

function checkBrush(value: Readonly<Record<string, unknown>>, tell: TellResult): void {
  const { rle, format } = value;
  const bytes =
    Array.isArray(rle) &&
    rle.every((one) => Number.isInteger(one) && (one as number) >= 0 && (one as number) <= 255);
  if (!bytes || format !== 'rle') tell('valueWrong', { field: 'rle' });
}
