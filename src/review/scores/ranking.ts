import { AppError, errors } from '#src/kernel/errors.ts';
import { boardById, itemsOfBoard, type BoardRow, type ItemRow } from '../boards/queries.ts';
import type { Db } from '../deps.ts';
import { submittedVersions } from './queries.ts';
import { rankItems, type RankInterval } from './rank-items.ts';

export interface BoardRanking {
  readonly items: readonly {
    readonly itemId: string;
    readonly subject: { readonly kind: string; readonly id: string };
    readonly raw: {
      /** 0 to 100; null without a review. */
      readonly mean: number | null;
      readonly reviews: number;
      /** Mean score of each criterion in its own range. */
      readonly byCriterion: Readonly<Record<string, number>>;
    };
    readonly adjusted: number | null;
    readonly rank: number | null;
    readonly interval: {
      readonly leaveOneOut: RankInterval;
      readonly bootstrap: RankInterval;
    } | null;
    readonly hangsOn: string | null;
  }[];
  readonly connected: boolean;
  /** Above the average reviewer (+) or below (-), in points; null where the model is refused. */
  readonly reviewers: readonly {
    readonly expertId: string;
    readonly reviews: number;
    readonly severity: number | null;
  }[];
}

export interface RankingOptions {
  /** Items to be left out together with everything that follows from them, such as conflicted ones. */
  readonly without?: ReadonlySet<string>;
  /** How many are chosen; that of the board unless told. */
  readonly places?: number;
}

type Version = Awaited<ReturnType<typeof submittedVersions>>[number];

function criterionMeans(board: BoardRow, versions: readonly Version[]): Record<string, number> {
  if (versions.length === 0) return {};
  return Object.fromEntries(
    board.rubric.map(({ key }) => [
      key,
      versions.reduce((sum, v) => sum + (v.scores[key] ?? 0), 0) / versions.length,
    ]),
  );
}

/**
 * Raw beside adjusted scores of a board, best first, worked out from the reviews that count now. What is
 * left out leaves no trace: ranks, severities and means are those of a board that never had it.
 */
export async function rankBoard(
  db: Db,
  boardId: string,
  options: RankingOptions = {},
): Promise<BoardRanking> {
  const board = await boardById(db, boardId);
  if (!board) throw new AppError(errors.notFound);
  const shown = (id: string) => !options.without?.has(id);
  const items = (await itemsOfBoard(db, boardId)).filter((item) => shown(item.id));
  const versions = (await submittedVersions(db, boardId)).filter((v) => shown(v.item_id));
  const experts = [...new Set(versions.map((v) => v.expert_id))].toSorted();
  const itemNo = new Map(items.map((item, n) => [item.id, n]));
  const expertNo = new Map(experts.map((id, n) => [id, n]));
  const marks = versions.map((v) => ({
    item: itemNo.get(v.item_id) as number,
    reviewer: expertNo.get(v.expert_id) as number,
    points: v.total,
  }));
  const places = options.places ?? board.places ?? undefined;
  const ranking = rankItems(marks, items.length, experts.length, { places });
  const ofItem = Map.groupBy(versions, (v) => v.item_id);
  const ofExpert = Map.groupBy(versions, (v) => v.expert_id);
  const ranked = items.map((item, n) =>
    rankedItem(board, item, ofItem.get(item.id) ?? [], ranking.items[n], experts),
  );
  return {
    items: ranked.toSorted(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.itemId < b.itemId ? -1 : 1),
    ),
    connected: ranking.connected,
    reviewers: experts.map((expertId, n) => ({
      expertId,
      reviews: ofExpert.get(expertId)?.length ?? 0,
      severity: ranking.severity[n] ?? null,
    })),
  };
}

function rankedItem(
  board: BoardRow,
  item: ItemRow,
  versions: readonly Version[],
  found: ReturnType<typeof rankItems>['items'][number] | undefined,
  experts: readonly string[],
): BoardRanking['items'][number] {
  const { raw = null, adjusted = null, rank = null, hangsOn = null } = found ?? {};
  return {
    itemId: item.id,
    subject: { kind: item.subject_kind, id: item.subject_id },
    raw: { mean: raw, reviews: versions.length, byCriterion: criterionMeans(board, versions) },
    adjusted,
    rank,
    interval:
      found?.leaveOneOut && found.bootstrap
        ? { leaveOneOut: found.leaveOneOut, bootstrap: found.bootstrap }
        : null,
    hangsOn: hangsOn === null ? null : (experts[hangsOn] ?? null),
  };
}
