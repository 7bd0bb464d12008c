/** Line icons on a 20 × 20 grid, drawn for this site. */
const paths = {
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M13 13l4 4',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4l8-9',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  download: 'M10 3v10M6 9.5l4 4l4-4M4 17h12',
  upload: 'M10 13.5V3.5M6 7.5l4-4l4 4M4 17h12',
  file: 'M5.5 2.5h6l3 3v12h-9zM11.5 2.5v3h3',
  folder: 'M2.5 5h5l2 2h8v8.5h-15z',
  chevron: 'M7.5 4.5l5.5 5.5l-5.5 5.5',
  down: 'M4.5 7.5l5.5 5.5l5.5-5.5',
  filter: 'M3 5h14M5.5 10h9M8 15h4',
  lock: 'M5 9.5h10v7.5H5zM7 9.5V7a3 3 0 0 1 6 0v2.5',
  key: 'M7 13a3.5 3.5 0 1 1 3.3-4.6L17 8.5v3h-2.5V13.5h-2.5v-2M6.8 9.5v.01',
  globe:
    'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M2.5 10h15M10 2.5c-5 4.5-5 10.5 0 15c5-4.5 5-10.5 0-15',
  users:
    'M7.5 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6M2 16.5c0-7 11-7 11 0M13 4a2.8 2.8 0 0 1 0 5.3M15 11.8c2 .7 3 2.3 3 4.7',
  user: 'M10 9.5a3.2 3.2 0 1 0 0-6.4a3.2 3.2 0 0 0 0 6.4M3.5 17c0-7.5 13-7.5 13 0',
  building: 'M4 17.5V3h8v14.5M12 8h4.5v9.5M2.5 17.5h15M6.5 6.5h3M6.5 10h3M6.5 13.5h3',
  flag: 'M5 17.5V3.5M5 4h10l-2.5 3.5L15 11H5',
  external: 'M11.5 3.5h5v5M16.5 3.5l-7.5 7.5M14 11.5v5H3.5V6h5',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3',
  contrast: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 2.5v15M10 6h5.5M10 10h7M10 14h5.5',
  warning: 'M10 3L2.5 16.5h15zM10 8v4M10 14.2v.01',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 9v5M10 6.2v.01',
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 5.5V10l3 2',
  plus: 'M10 4v12M4 10h12',
  trash: 'M3.5 5.5h13M8 5.5V3h4v2.5M5.5 5.5l.7 11.5h7.6l.7-11.5',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6 4l10 6l-10 6z',
  star: 'M10 2.5l2.3 4.8l5.2.7l-3.8 3.6l.9 5.2L10 14.3l-4.6 2.5l.9-5.2L2.5 8l5.2-.7z',
  table: 'M2.5 4h15v12h-15zM2.5 8h15M2.5 12h15M8 4v12',
  code: 'M7 5l-5 5l5 5M13 5l5 5l-5 5',
  quote: 'M3.5 6h5v5c0 2-1 3.3-3 4M11.5 6h5v5c0 2-1 3.3-3 4',
  history: 'M3 10a7 7 0 1 0 2.2-5.1L3 7M3 3v4h4M10 6v4.5l3 1.8',
  shield: 'M10 2.5l6.5 2.3v5c0 4-2.7 6.6-6.5 7.9c-3.8-1.3-6.5-3.9-6.5-7.9v-5z',
  image: 'M3 4h14v12H3zM3 13.5l4-4l4 4l2.5-2.5l3.5 3.5M12.5 7.5v.01',
  sound: 'M3 8v4M6.5 5.5v9M10 3v14M13.5 6.5v7M17 8.5v3',
  text: 'M4 5h12M4 9h12M4 13h8',
  archive: 'M3 3.5h14V7H3zM4 7v9.5h12V7M8 10.5h4',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3M10 2.5V4',
  mail: 'M2.5 4.5h15v11h-15zM2.5 5.5l7.5 5.5l7.5-5.5',
  // The policy's fields.
  government: 'M3 17.5h14M4.5 17V9M8.2 17V9M11.8 17V9M15.5 17V9M2.5 8.5L10 3l7.5 5.5z',
  manufacturing: 'M2.5 17V9l5 3V9l5 3V3.5h3.5V17zM6 14.5h.01M10 14.5h.01',
  education: 'M10 4L1.5 8L10 12l8.5-4zM5 10v4.5c3 2 7 2 10 0V10M18.5 8v5',
  health: 'M10 16.8C-1 9 5.5 1.5 10 6c4.5-4.5 11 3 0 10.8M5.5 9.5h2.3l1.2-2l1.8 4l1.2-2h2.5',
  transport:
    'M2.5 13.5V9.5l2-4h9l2.5 4h1.5v4zM2.5 9.5h13M6 13.5v.01M6 12a1.7 1.7 0 1 0 0 3.4A1.7 1.7 0 0 0 6 12M14 12a1.7 1.7 0 1 0 0 3.4A1.7 1.7 0 0 0 14 12',
  agriculture:
    'M10 17.5V8M10 12c-5 0-6.5-3-6.5-6.5C8 5.5 10 8 10 12M10 9.5c0-4 2.5-6 6.5-6c0 4-2 6.5-6.5 6.5',
  culture:
    'M3 17.5h14M5 17.5V10M15 17.5V10M2 10c3 0 4.5-1.5 8-6c3.5 4.5 5 6 8 6zM8.5 17.5V13h3v4.5',
  finance:
    'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M7 5.5l3 4l3-4M6.8 10h6.4M6.8 12.5h6.4M10 9.5V15',
  marine:
    'M10 6.5v11M10 2.7a1.9 1.9 0 1 0 0 3.8a1.9 1.9 0 0 0 0-3.8M6.5 9h7M3 11.5c0 4 3 6 7 6s7-2 7-6',
  meteorology:
    'M5.5 14.5a3.2 3.2 0 0 1 0-6.4a4.7 4.7 0 0 1 9-.4a3.5 3.5 0 0 1 0 6.8zM7 17v.5M10 17v.5M13 17v.5',
  research: 'M7.5 2.5h5M8.5 2.5V8L3.5 16a1 1 0 0 0 1 1.5h11a1 1 0 0 0 1-1.5l-5-8V2.5M6 13h8',
  labour: 'M2.5 7h15v9.5h-15zM7 7V4h6v3M2.5 11h15M10 10v2',
  other: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM13.5 11v5M11 13.5h5',
} as const;

export type IconName = keyof typeof paths;

/** Decorative unless `title` is given. */
export function Icon({ name, size = 20, className = '', title }: IconProps) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
      role={title === undefined ? undefined : 'img'}
      aria-hidden={title === undefined}
      aria-label={title}
    >
      <path d={paths[name]} />
    </svg>
  );
}

interface IconProps {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
  readonly title?: string;
}
