import { type } from 'arktype';
import { instant, sha256 } from '#src/kernel/schema.ts';
import { day, id, line, Words } from '../schema.ts';

const Title = type({ '+': 'reject', zh: line(200), en: line(200) });
export const PanelPath = type({ id });
/** Fields empty: of every field. Term days are both counted. */
export const SetUpPanel = type({
  '+': 'reject',
  subject: type({ '+': 'reject', kind: line(60), id: line(100) }),
  title: Title,
  fields: line(60).array().atMostLength(20),
  size: '1 <= number.integer <= 100',
  quorum: '1 <= number.integer <= 100',
  term: { from: day, to: day },
});
export const DrawPanel = type({ '+': 'reject', 'boardId?': id });
/** Everything that repeats the draw: `drawSample(seed, candidates, members.length)`. */
export const PanelView = type({
  id,
  subject: { kind: 'string', id: 'string' },
  title: Words,
  fields: 'string[]',
  size: 'number',
  quorum: 'number',
  term: { from: day, to: day },
  /** SHA-256 of the seed, published before the draw. */
  commitment: sha256,
  draw: type({
    at: instant,
    seed: sha256,
    candidates: type({ id, digest: sha256 }).array(),
    candidatesDigest: sha256,
    members: id.array(),
  }).or('null'),
});
export type PanelView = typeof PanelView.infer;
/** The panel of a board's subject as operators see it, with the members by name; null without one. */
export const BoardPanel = type({
  panel: PanelView.or('null'),
  members: type({
    id,
    name: 'string',
    /** Counts towards the quorum: an active expert. */
    active: 'boolean',
  }).array(),
});
export type BoardPanel = typeof BoardPanel.infer;
