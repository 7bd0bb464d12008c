import { wordsOf } from '../model/result.ts';

export interface ListItem {
  readonly id: string;
  readonly title: string;
  readonly body: string | undefined;
}

/** The items of a List tag: objects with id, title and body, or bare texts. */
export function listItems(value: unknown): ListItem[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown, at) => {
    if (typeof item !== 'object' || item === null)
      return { id: String(at), title: wordsOf(item), body: undefined };
    const { id, title, body, text } = item as Record<string, unknown>;
    return {
      id: wordsOf(id ?? at),
      title: wordsOf(title ?? text ?? id ?? at),
      body: body === undefined ? undefined : wordsOf(body),
    };
  });
}
