const named: Readonly<Record<string, string>> = {
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  darkorange: '#ff8c00',
  purple: '#800080',
  darkblue: '#00008b',
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  pink: '#ffc0cb',
  brown: '#a52a2a',
  cyan: '#00ffff',
  magenta: '#ff00ff',
};

/** A CSS colour as `#rrggbb`, which is all a colour field takes; undefined for those it does not know. */
export function hexOf(colour: string | undefined): string | undefined {
  const text = colour?.trim().toLowerCase() ?? '';
  if (/^#[0-9a-f]{6}$/u.test(text)) return text;
  if (/^#[0-9a-f]{8}$/u.test(text)) return text.slice(0, 7);
  if (/^#[0-9a-f]{3,4}$/u.test(text))
    return `#${[...text.slice(1, 4)].map((one) => one + one).join('')}`;
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/u.exec(text)?.slice(1);
  if (parts)
    return `#${parts.map((one) => Math.min(255, Number(one)).toString(16).padStart(2, '0')).join('')}`;
  return named[text];
}
