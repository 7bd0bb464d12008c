import type { QualificationView } from '#src/annotation/qualification/schema.ts';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { formatNumber } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const percent = (ppm: number): string => `${formatNumber(ppm / 1e4, 2)}%`;

interface TestBoxProps {
  readonly of: PackageView;
  readonly test: QualificationView | undefined;
}

/** Where the reader stands with the test of a package, and the way to take it. */
export function TestBox({ of, test }: TestBoxProps) {
  if (!test || of.qualification === null || of.mode === 'own_team') return null;
  const runs = of.state === 'open' || of.state === 'working';
  const mayTake =
    runs && (test.state === 'open' || (test.state !== 'passed' && test.attemptsLeft > 0));
  return (
    <section aria-labelledby="test" className="card p-5">
      <h2 id="test" className="mb-3 text-[0.9375rem] font-semibold">
        {m.annotation_test()}
      </h2>
      <Standing test={test} count={of.qualification.count} />
      {mayTake && (
        <ButtonLink
          look="primary"
          className="mt-3 w-full"
          to={`/annotation/packages/${of.id}/test`}
          reloadDocument
        >
          {test.state === 'open'
            ? m.annotation_test_go_on()
            : test.state === 'failed'
              ? m.annotation_test_again()
              : m.annotation_test_begin()}
        </ButtonLink>
      )}
    </section>
  );
}

interface StandingProps {
  readonly test: QualificationView;
  readonly count: number;
}

/** The state of a test as a sentence. */
export function Standing({ test, count }: StandingProps) {
  const pass = percent(test.passPpm ?? 0);
  const score = percent(test.scorePpm ?? 0);
  if (test.state === 'passed')
    return <Notice tone="good">{m.annotation_test_passed({ score, pass })}</Notice>;
  if (test.state === 'failed')
    return (
      <Notice tone="warn">
        {m.annotation_test_failed({ score, pass, left: test.attemptsLeft })}
      </Notice>
    );
  if (test.state === 'open') return <p className="text-sm">{m.annotation_test_open()}</p>;
  return <p className="text-sm text-muted">{m.annotation_test_none({ count, pass })}</p>;
}
