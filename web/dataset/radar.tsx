import { m } from '../i18n/messages.ts';
import { familyNames, scoreText } from './quality-words.ts';

interface Axis {
  readonly key: string;
  /** 0 to 100; null where it is unknown. */
  readonly score: number | null;
  readonly state: 'scored' | 'unknown' | 'not-applicable';
}

const size = 220;
const middle = size / 2;
const radius = 70;

function pointAt(index: number, count: number, share: number): readonly [number, number] {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return [middle + Math.cos(angle) * radius * share, middle + Math.sin(angle) * radius * share];
}
const polygon = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

/** The families as a star; what is unknown lies at the centre with an open dot. The list beside it says the same. */
export function Radar({ axes }: { readonly axes: readonly Axis[] }) {
  const count = axes.length;
  const said = axes.map((axis) => `${familyNames(axis.key)} ${scoreText(axis)}`).join(', ');
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={m.quality_radar({ said })}
      className="mx-auto block w-full max-w-60"
    >
      {[0.25, 0.5, 0.75, 1].map((ring) => (
        <polygon
          key={ring}
          points={polygon(axes.map((_, n) => pointAt(n, count, ring)))}
          className="fill-none stroke-line"
        />
      ))}
      {axes.map(({ key }, n) => {
        const [x, y] = pointAt(n, count, 1);
        return <line key={key} x1={middle} y1={middle} x2={x} y2={y} className="stroke-line" />;
      })}
      <polygon
        points={polygon(axes.map(({ score }, n) => pointAt(n, count, (score ?? 0) / 100)))}
        className="fill-accent/20 stroke-accent"
        strokeWidth={1.5}
      />
      {axes.map(({ key, score }, n) => {
        const [x, y] = pointAt(n, count, (score ?? 0) / 100);
        const [lx, ly] = pointAt(n, count, 1.22);
        return (
          <g key={key}>
            <circle
              cx={x}
              cy={y}
              r={2.5}
              className={score === null ? 'fill-surface stroke-faint' : 'fill-accent'}
            />
            <text
              x={lx}
              y={ly}
              textAnchor={Math.abs(lx - middle) < 8 ? 'middle' : lx > middle ? 'start' : 'end'}
              dominantBaseline="middle"
              fontSize={11}
              className="fill-muted"
            >
              {familyNames(key, true)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
