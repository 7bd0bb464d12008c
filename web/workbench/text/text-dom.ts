/** The screen's side of text offsets: every piece of text carries its offset in `data-o`. */

interface Place {
  readonly node: Node;
  readonly offset: number;
}

const pieceOf = (node: Node): HTMLElement | null =>
  (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-o]') ??
  null;

/** Offset (UTF-16 units) of a place in the page, if it is in a drawn piece of the text. */
export function unitAt(root: HTMLElement, { node, offset }: Place): number | undefined {
  if (!root.contains(node)) return undefined;
  const piece = pieceOf(node);
  if (piece) {
    const start = Number(piece.dataset['o']);
    return node.nodeType === 3
      ? start + offset
      : start + (offset > 0 ? piece.textContent.length : 0);
  }
  const child = node.childNodes[offset] ?? node.childNodes[node.childNodes.length - 1];
  const inside =
    child instanceof HTMLElement
      ? (child.querySelector<HTMLElement>('[data-o]') ?? pieceOf(child))
      : null;
  return inside ? Number(inside.dataset['o']) : undefined;
}

/** Where an offset is drawn; undefined outside the drawn blocks. */
export function placeOf(root: HTMLElement, unit: number): Place | undefined {
  let best: HTMLElement | undefined;
  for (const piece of root.querySelectorAll<HTMLElement>('[data-o]')) {
    const start = Number(piece.dataset['o']);
    if (start > unit) continue;
    if (start + piece.textContent.length >= unit) best = piece;
  }
  if (!best) return undefined;
  const text = best.firstChild;
  const offset = unit - Number(best.dataset['o']);
  return text && text.nodeType === 3 ? { node: text, offset } : { node: best, offset: 0 };
}

/** The rectangle of a caret, relative to the window. */
export function caretBox(root: HTMLElement, unit: number): DOMRect | undefined {
  const place = placeOf(root, unit);
  if (!place) return undefined;
  const range = document.createRange();
  range.setStart(place.node, place.offset);
  range.collapse(true);
  const box = range.getClientRects()[0];
  if (box) return box;
  const piece = pieceOf(place.node);
  if (!piece) return undefined;
  const whole = piece.getBoundingClientRect();
  return new DOMRect(whole.left, whole.top, 0, whole.height || 24);
}

/** The offset under a point of the window. */
export function unitUnder(root: HTMLElement, x: number, y: number): number | undefined {
  const at = document.caretPositionFromPoint?.(x, y);
  if (at) return unitAt(root, { node: at.offsetNode, offset: at.offset });
  const range = document.caretRangeFromPoint?.(x, y);
  return range
    ? unitAt(root, { node: range.startContainer, offset: range.startOffset })
    : undefined;
}

/** Shows a range as the browser's own selection, as far as it is drawn. */
export function showSelection(root: HTMLElement, anchor: number, focus: number): void {
  const selection = window.getSelection();
  if (!selection) return;
  const drawn = [...root.querySelectorAll<HTMLElement>('[data-o]')];
  const first = drawn[0];
  const last = drawn.at(-1);
  if (!first || !last) return;
  const low = Number(first.dataset['o']);
  const high = Number(last.dataset['o']) + last.textContent.length;
  const within = (unit: number) => placeOf(root, Math.min(high, Math.max(low, unit)));
  const from = within(anchor);
  const to = within(focus);
  if (from && to) selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}
