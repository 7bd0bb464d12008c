/** One sentence in the hub's two languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

const shownCharacters = 40;

/** Fills `{name}` in both languages; long names are cut, so a sentence stays one. */
export function say(
  template: Sentence,
  values: Readonly<Record<string, string | number>> = {},
): Sentence {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/gu, (whole, key: string) =>
      values[key] === undefined ? whole : cut(String(values[key])),
    );
  return { zh: fill(template.zh), en: fill(template.en) };
}

function cut(text: string): string {
  const characters = Array.from(text.replaceAll(/\s+/gu, ' ').slice(0, 4 * shownCharacters));
  return characters.length <= shownCharacters
    ? characters.join('')
    : `${characters.slice(0, shownCharacters - 1).join('')}…`;
}
