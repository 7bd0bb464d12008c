import type { ChildReply, ChildRequest } from './child-messages.ts';
import { profileFile } from './profile-file.ts';

// Loaded while the child waits for its first task.
void import('./preview-file.ts');

/** The process that opens files nobody has checked. It is given one task at a time and may be killed. */
const REPORT_EVERY_MS = 200;

process.on('message', (request: ChildRequest) => {
  void answer(request);
});
// Without its parent there is nobody to answer.
process.on('disconnect', () => process.exit(0));

async function answer(request: ChildRequest): Promise<void> {
  const { id, input } = request;
  if (request.task === 'profile') {
    send({ id, result: await profileFile(input, progress(id)) });
    return;
  }
  const { previewFile } = await import('./preview-file.ts');
  send({ id, result: await previewFile(input, request.rows, request.from) });
}

function progress(id: number): (part: number) => void {
  let last = Date.now();
  let highest = 0;
  return (part) => {
    const now = Date.now();
    if (now - last < REPORT_EVERY_MS || part <= highest) return;
    last = now;
    highest = part;
    send({ id, part });
  };
}

function send(reply: ChildReply): void {
  process.send?.(reply);
}
