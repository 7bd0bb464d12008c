import { useEffect, useState } from 'react';
import { call } from '../../api.ts';

/** What the API answers to a GET of `path`; `initially` while it is asked and where it refuses. */
export function useAnswer<T>(path: string | undefined, delayMs = 0, initially?: T): T | undefined {
  const [answer, setAnswer] = useState<{ readonly path: string; readonly body: T }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      call<T>('GET', path).then(
        (body) => current && setAnswer({ path, body }),
        () => current && setAnswer(undefined),
      );
    }, delayMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [path, delayMs]);
  return answer && answer.path === path ? answer.body : initially;
}
