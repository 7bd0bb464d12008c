import { m } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface InstructionsDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** As the author wrote it (Markdown). */
  readonly text: string;
}

/** What the author asks of the annotators. Headings and lists of the Markdown are shown, markup is not run. */
export function InstructionsDrawer({ open, onClose, text }: InstructionsDrawerProps) {
  return (
    <Dialog open={open} onClose={onClose} title={m.workbench_instructions()}>
      {text.trim() === '' ? (
        <p className="text-muted">{m.workbench_instructions_none()}</p>
      ) : (
        <div className="grid gap-2">{text.split('\n').map((line, i) => lineOf(line, i))}</div>
      )}
    </Dialog>
  );
}

function lineOf(line: string, at: number) {
  const heading = /^#{1,6}\s+(.*)$/u.exec(line);
  if (heading)
    return (
      <h3 key={at} dir="auto" className="mt-2 text-lg">
        {heading[1]}
      </h3>
    );
  const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/u.exec(line);
  if (item)
    return (
      <p key={at} dir="auto" className="flex gap-2">
        <span aria-hidden>•</span>
        <span>{emphasised(item[1] ?? '')}</span>
      </p>
    );
  return line.trim() === '' ? null : (
    <p key={at} dir="auto">
      {emphasised(line)}
    </p>
  );
}

const emphasised = (text: string) =>
  text.split(/(\*\*[^*]+\*\*|`[^`]+`)/u).map((part, i) => {
    if (part.startsWith('**')) return <strong key={i}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`')) return <code key={i}>{part.slice(1, -1)}</code>;
    return part;
  });
