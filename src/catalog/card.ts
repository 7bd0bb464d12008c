import type { FieldError } from '#src/kernel/errors.ts';
import { AppError } from '#src/kernel/errors.ts';
import { readmeMaxBytes, type Card, type Classification, type Visibility } from './card-schema.ts';
import { catalogErrors } from './errors.ts';
import { spdxId } from './licence.ts';

const problem = (field: string, code: string, message: string): FieldError => ({
  field,
  code,
  message,
});

const blank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** Language tags in the spelling of BCP 47, or undefined where one is not a language. */
function canonicalLanguages(tags: readonly string[]): string[] | undefined {
  try {
    return [...new Set(tags.flatMap((tag) => Intl.getCanonicalLocales(tag)))];
  } catch {
    return undefined;
  }
}

function cardProblems(card: Card): FieldError[] {
  const found: FieldError[] = [];
  if (blank(card.title.zh) && blank(card.title.en))
    found.push(problem('card/title', 'title', 'needs a title in Chinese or English'));
  if (card.readme && new TextEncoder().encode(card.readme).length > readmeMaxBytes)
    found.push(problem('card/readme', 'too_long', 'must have at most 200 KiB in UTF-8'));
  if (card.languages && !canonicalLanguages(card.languages))
    found.push(
      problem('card/languages', 'language', 'must be BCP 47 language tags such as zh or en-GB'),
    );
  if (card.licence?.spdx !== undefined && !spdxId(card.licence.spdx))
    found.push(
      problem(
        'card/licence/spdx',
        'spdx',
        'must be an identifier of the SPDX licence list; use name and text for own terms',
      ),
    );
  if (card.licence && !card.licence.spdx && blank(card.licence.name))
    found.push(problem('card/licence', 'licence', 'needs an SPDX identifier or a name'));
  const { from, to, bbox } = card.coverage ?? {};
  for (const [field, value] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (value !== undefined && !realDay(value))
      found.push(problem(`card/coverage/${field}`, 'day', 'must be a day of the calendar'));
  if (from && to && from > to)
    found.push(problem('card/coverage', 'order', 'must begin before it ends'));
  if (bbox && bbox[1] > bbox[3])
    found.push(problem('card/coverage/bbox', 'order', 'must be west, south, east, north'));
  return found;
}

const realDay = (day: string): boolean => {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
};

/**
 * The card in its stored form: licence and languages in their official spelling, empty texts left
 * out. Throws catalog.card with one entry per broken rule.
 */
export function checkedCard(card: Card): Card {
  const found = cardProblems(card);
  if (found.length > 0) throw new AppError(catalogErrors.card, { errors: found });
  const kept = Object.fromEntries(
    Object.entries(card).filter(([, v]) => v !== '' && !(Array.isArray(v) && v.length === 0)),
  ) as Card;
  if (card.languages?.length) kept.languages = canonicalLanguages(card.languages) ?? [];
  if (card.licence?.spdx)
    kept.licence = { ...card.licence, spdx: spdxId(card.licence.spdx) ?? card.licence.spdx };
  return kept;
}

/** What publication still needs: title, description, licence, domain, and files or an outside address. */
export function publicationGaps(
  card: Card,
  fileCount: number,
  externalUrl: string | null,
): FieldError[] {
  const gaps: FieldError[] = [];
  if (blank(card.title.zh) && blank(card.title.en))
    gaps.push(problem('card/title', 'missing', 'needs a title'));
  if (blank(card.description?.zh) && blank(card.description?.en))
    gaps.push(problem('card/description', 'missing', 'needs a description in Chinese or English'));
  if (!card.licence) gaps.push(problem('card/licence', 'missing', 'needs a licence'));
  if (!card.domain) gaps.push(problem('card/domain', 'missing', 'needs a domain'));
  if (fileCount === 0 && !externalUrl)
    gaps.push(problem('files', 'missing', 'needs at least one file or an outside address'));
  if (fileCount > 0 && externalUrl)
    gaps.push(
      problem('externalUrl', 'both', 'must be empty when the dataset has files of its own'),
    );
  return gaps;
}

export const classificationOf = (card: Card): Classification => card.classification ?? 'general';

/** Core and important data are never public (Data Security Law, article 21). */
export function checkClassification(classification: Classification, visibility: Visibility): void {
  if (classification !== 'general' && visibility === 'public')
    throw new AppError(catalogErrors.importantNotPublic);
}
