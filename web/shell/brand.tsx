/** The mark: a crown whose aerial roots reach down, each to its own depth, like bars of a chart. */
export function Brand({ size = 26 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 32 32"
      width={size}
      height={size}
      aria-hidden
      className="shrink-0 text-accent"
    >
      <path
        d="M4 14c0-6 5.4-10 12-10s12 4 12 10M7 14v6M13 14v9M19 14v14M25 14v5"
        fill="none"
        stroke="currentColor"
        strokeWidth={3}
        strokeLinecap="round"
      />
    </svg>
  );
}
