import '../../workbench/workbench.css';
import { useEffect, useState } from 'react';
import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import type { QualificationView } from '#src/annotation/qualification/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { annotationApi } from '../annotation-paths.ts';
import { Markdown } from '../markdown.tsx';
import { Standing } from './test-box.tsx';
import { TestPaper } from './test-paper.tsx';

interface TestData {
  readonly of: PackageView;
  readonly test: QualificationView;
}

export async function loader({ params, context, request }: LoaderFunctionArgs): Promise<TestData> {
  await requireSession(context, request);
  const at = annotationApi.package(params['id'] ?? '');
  const [of, test] = await Promise.all([
    load<PackageView>(context, at),
    load<QualificationView>(context, `${at}/qualification`),
  ]);
  return { of, test };
}

export const handle: PageHandle<TestData> = {
  head: ({ of }) => ({ title: m.annotation_test_of({ title: of.title }), noindex: true }),
};

/** The test of a package, taken in the workbench's own widgets, and what came of it. */
export function Component() {
  const { of, test: first } = useLoaderData<TestData>();
  const [test, setTest] = useState(first);
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const back = `/annotation/packages/${of.id}`;
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to={back} className="link" reloadDocument>
          {of.title}
        </Link>
      </p>
      <h1 className="mb-6 text-2xl">{m.annotation_test()}</h1>
      {test.state === 'open' && alive && <TestPaper of={of} test={test} done={setTest} />}
      {test.state === 'open' && !alive && <div className="skeleton h-96" aria-hidden />}
      {test.state !== 'open' && <Begin of={of} test={test} begun={setTest} back={back} />}
    </div>
  );
}

interface BeginProps extends TestData {
  readonly begun: (test: QualificationView) => void;
  readonly back: string;
}

function Begin({ of, test, begun, back }: BeginProps) {
  const submit = useSubmit();
  const begin = (): void =>
    void submit.run(async () => {
      const at = `${annotationApi.package(of.id)}/qualification`;
      begun(await call<QualificationView>('POST', at));
    });
  const mayTake = test.required && test.state !== 'passed' && test.attemptsLeft > 0;
  return (
    <div className="max-w-2xl space-y-6">
      <div role="status">
        <Standing test={test} count={of.qualification?.count ?? 0} />
      </div>
      {of.project.instructions.trim() !== '' && mayTake && (
        <section aria-label={m.annotation_tab_instructions()} className="card p-5 sm:p-7">
          <Markdown text={of.project.instructions} />
        </section>
      )}
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        {mayTake && (
          <Button look="primary" busy={submit.busy} onClick={begin}>
            {test.state === 'failed' ? m.annotation_test_again() : m.annotation_test_begin()}
          </Button>
        )}
        <ButtonLink look={mayTake ? 'plain' : 'primary'} to={back} reloadDocument>
          {m.annotation_back_to_package()}
        </ButtonLink>
      </div>
    </div>
  );
}
