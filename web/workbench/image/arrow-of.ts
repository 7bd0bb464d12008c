import type { Point } from './shape.ts';

/** The direction of an arrow key. */
export function arrowOf(event: KeyboardEvent): Point | undefined {
  switch (event.key) {
    case 'ArrowLeft':
      return [-1, 0];
    case 'ArrowRight':
      return [1, 0];
    case 'ArrowUp':
      return [0, -1];
    case 'ArrowDown':
      return [0, 1];
    default:
      return undefined;
  }
}
