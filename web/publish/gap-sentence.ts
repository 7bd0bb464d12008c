import type { PublishCheck } from '#src/catalog/schema.ts';
import { m } from '../i18n/messages.ts';

const sentences: Readonly<Record<string, () => string>> = {
  'card/title': m.check_gap_title,
  'card/description': m.check_gap_description,
  'card/licence': m.check_gap_licence,
  'card/domain': m.check_gap_domain,
  files: m.check_gap_files,
  externalUrl: m.check_gap_external,
};

/** What is missing, in the visitor's language; the API's own words where it knows a gap we do not. */
export const gapSentence = (gap: PublishCheck['missing'][number]): string =>
  sentences[gap.field.replace(/^\//u, '')]?.() ?? gap.message;
