import { useState } from 'react';
import { ApiProblem } from '../api.ts';
import { m } from '../i18n/messages.ts';

export interface Submit {
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  /** The sentence for people, when it failed. */
  readonly message: string | undefined;
  run: (work: () => Promise<void>) => Promise<void>;
  clear: () => void;
}

/** One action of a form: busy while it runs, and the refusal it met. */
export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  return {
    busy,
    problem,
    message: problem && problem.message,
    clear: () => setProblem(undefined),
    async run(work) {
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
      } catch (error) {
        setProblem(
          error instanceof ApiProblem ? error : new ApiProblem(0, { detail: m.network_failed() }),
        );
      } finally {
        setBusy(false);
      }
    },
  };
}
