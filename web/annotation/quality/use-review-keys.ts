import { useEffect, useRef } from 'react';

interface ReviewKeys {
  accept(): void;
  fix(): void;
  /** The field of the reason, where there is one. */
  reason(): HTMLElement | null | undefined;
  step(by: number): void;
}

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A accepts, F corrects, R goes to the reason, J and K to the next and the previous result. */
export function useReviewKeys(keys: ReviewKeys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
      const { accept, fix, reason, step } = now.current;
      const act: Readonly<Record<string, () => void>> = {
        a: accept,
        f: fix,
        r: () => reason()?.focus(),
        j: () => step(1),
        k: () => step(-1),
      };
      const run = act[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
