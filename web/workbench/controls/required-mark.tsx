import { m } from '../../i18n/messages.ts';

export function RequiredMark() {
  return (
    <span className="text-xs font-semibold text-danger">
      <span aria-hidden>*</span> {m.workbench_required_mark()}
    </span>
  );
}
