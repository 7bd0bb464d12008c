import type { DirectoryEntryBody } from '#src/selection/directory/schema.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';

/** Whether an entry still stands, as a word. */
export function EntryState({ state }: Pick<DirectoryEntryBody, 'state'>) {
  if (state === 'revoked') return <Badge tone="danger">{m.directory_revoked()}</Badge>;
  if (state === 'expired') return <Badge>{m.directory_expired()}</Badge>;
  return <Badge tone="accent">{m.directory_listed()}</Badge>;
}
