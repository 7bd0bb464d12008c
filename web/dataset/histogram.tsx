import type { HistogramView } from './profile-view.ts';

const height = 36;

/** Bars of equal width; whatever is not empty shows at least a hair. */
export function Histogram({
  histogram,
  label,
}: {
  readonly histogram: HistogramView;
  readonly label: string;
}) {
  const { counts } = histogram;
  const most = Math.max(1, ...counts);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${counts.length * 10} ${height}`}
      preserveAspectRatio="none"
      className="block h-9 w-full"
    >
      {counts.map((count, index) => {
        const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
        return (
          <rect
            // A bin is its place.
            key={index}
            x={index * 10 + 0.5}
            y={height - tall}
            width={9}
            height={tall}
            className="fill-accent/70"
          />
        );
      })}
    </svg>
  );
}
