import type { ReactNode } from 'react';

export const teal = '#0f9c85';
export const orange = '#e2671f';
export const blue = '#4b7bec';
export const lines = 'var(--color-line)';
export const words = 'var(--color-faint)';

/** Lines of writing, as bars; `marks` are coloured words: line, from, width, colour. */
export function Writing({
  marks = [],
}: {
  readonly marks?: readonly [number, number, number, string][];
}) {
  return (
    <>
      {[88, 96, 80, 60].map((width, line) => (
        <rect
          key={line}
          x={12}
          y={20 + line * 15}
          width={width}
          height={5}
          rx={2.5}
          fill={words}
          opacity={0.35}
        />
      ))}
      {marks.map(([line, x, width, colour]) => (
        <rect
          key={`${line}-${x}`}
          x={x}
          y={16 + line * 15}
          width={width}
          height={13}
          rx={3}
          fill={colour}
          opacity={0.85}
        />
      ))}
    </>
  );
}

/** A road with hills behind: something to draw on. */
export const Landscape = ({ children }: { readonly children?: ReactNode }) => (
  <>
    <path d="M0 52 L24 30 L44 46 L70 22 L120 54 V88 H0z" fill={words} opacity={0.22} />
    <path d="M46 88 L58 52 H64 L92 88z" fill={words} opacity={0.3} />
    <circle cx={98} cy={18} r={7} fill={orange} opacity={0.35} />
    {children}
  </>
);

export const Choice = ({ y, on = false }: { readonly y: number; readonly on?: boolean }) => (
  <>
    <circle
      cx={18}
      cy={y}
      r={4.5}
      fill={on ? teal : 'none'}
      stroke={on ? teal : words}
      strokeWidth={1.5}
    />
    <rect
      x={28}
      y={y - 3}
      width={on ? 34 : 26}
      height={6}
      rx={3}
      fill={on ? teal : words}
      opacity={on ? 0.8 : 0.4}
    />
  </>
);
