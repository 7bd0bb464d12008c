import type { ScoresView } from '#src/review/boards/schema.ts';
import { m } from '../i18n/messages.ts';

const [width, height] = [180, 26];

/** The rank as a dot; the thick bar is the bootstrap, the thin one what one reviewer less can do. */
export function RankInterval({ rank, items, places, interval }: RankIntervalProps) {
  const x = (at: number): number =>
    items <= 1 ? width / 2 : 6 + ((at - 1) / (items - 1)) * (width - 12);
  const [bootLow, bootHigh] = interval.bootstrap;
  const [low, high] = interval.leaveOneOut;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={m.review_interval_of({ low, high, bootLow, bootHigh })}
      className="max-w-none"
    >
      <title>{m.review_interval_of({ low, high, bootLow, bootHigh })}</title>
      <line x1={0} x2={width} y1={13} y2={13} className="stroke-line" strokeWidth={1} />
      {places !== null && places < items && (
        <line
          x1={x(places + 0.5)}
          x2={x(places + 0.5)}
          y1={1}
          y2={25}
          className="stroke-accent"
          strokeDasharray="2 3"
        />
      )}
      <line x1={x(low)} x2={x(high)} y1={13} y2={13} className="stroke-muted" strokeWidth={2} />
      <rect
        x={x(bootLow) - 3}
        width={x(bootHigh) - x(bootLow) + 6}
        y={9}
        height={8}
        rx={4}
        className="fill-accent opacity-45"
      />
      <circle
        cx={x(rank)}
        cy={13}
        r={4.5}
        className="fill-accent stroke-surface"
        strokeWidth={1.5}
      />
    </svg>
  );
}

interface RankIntervalProps {
  readonly rank: number;
  readonly items: number;
  readonly places: number | null;
  readonly interval: NonNullable<ScoresView['items'][number]['interval']>;
}
