import { membershipOf, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { noticeOf } from '#src/notice/index.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import { recordedEligibility } from '../applications/eligibility.ts';
import { noticeSubject } from '../decision/announce.ts';
import { itemsOf, presentDecision, type DecisionRow } from '../decision/queries.ts';
import { reading, type Db } from '../outcome-deps.ts';
import { applicationById, type ApplicationRow } from '../queries/application.ts';
import { jointOrgs } from '../queries/parts.ts';
import { ruleSetById, type RuleSetRow } from '../queries/rule-set.ts';
import type { LetterViewBody } from './schema.ts';

const headOf = (row: ApplicationRow) => ({
  application: row.id,
  number: row.number ?? '',
  title: row.title,
  organisation: { zh: row.lead_zh, en: row.lead_en },
  round: { id: row.round_id, title: { zh: row.round_zh, en: row.round_en }, year: row.year },
});

/** The notice at which a decision can be objected to. */
async function noticePart(db: Db, decision: DecisionRow): Promise<LetterViewBody['notice']> {
  if (!decision.notice_id) return undefined;
  const notice = await noticeOf(db, { kind: noticeSubject, id: decision.id });
  if (!notice) return undefined;
  return {
    id: notice.id,
    ...(notice.last_day ? { lastDay: notice.last_day } : {}),
    running: (notice.state === 'open' || notice.state === 'extended') && !notice.ended,
  };
}

/** The letter of an application that a rule decided: which, and the smallest change that would have passed. */
async function ruledLetter(
  db: Db,
  row: ApplicationRow,
  ruleSet: RuleSetRow,
): Promise<LetterViewBody> {
  const { checks, counterfactual } = await recordedEligibility(
    reading(db),
    row,
    ruleSet.rules,
    false,
  );
  const decision = await presentDecision(db, row.round_id);
  const notice = decision && (await noticePart(db, decision));
  return {
    ...headOf(row),
    outcome: 'ineligible',
    ...(notice ? { notice } : {}),
    ...(row.state_reason === null ? {} : { reason: row.state_reason }),
    criteria: [],
    rules: checks
      .filter((c) => c.result !== 'pass' && c.result !== 'waived')
      .map(({ rule, title, clause, result }) => ({ rule, title: { ...title }, clause, result })),
    ...(counterfactual ? { counterfactual: { ...counterfactual } } : {}),
  };
}

/** The letter of an application that a panel decided, once its notice is open; undefined before. */
async function decidedLetter(
  db: Db,
  row: ApplicationRow,
  ruleSet: RuleSetRow,
): Promise<LetterViewBody | undefined> {
  const decision = await presentDecision(db, row.round_id);
  if (!decision?.notice_id) return undefined;
  const item = (await itemsOf(db, decision.id)).find((i) => i.application_id === row.id);
  const notice = await noticePart(db, decision);
  if (!item || !notice) return undefined;
  return {
    ...headOf(row),
    outcome: item.outcome,
    ...(item.reason === null ? {} : { reason: item.reason }),
    merit: {
      ...(item.rank === null ? {} : { rank: item.rank }),
      ...(item.raw === null ? {} : { raw: item.raw }),
      ...(item.adjusted === null ? {} : { adjusted: item.adjusted }),
    },
    criteria: ruleSet.settings.rubric.flatMap(({ key, title, weight, max }) => {
      const mean = item.by_criterion[key];
      return mean === undefined ? [] : [{ key, title: { ...title }, weight, max, mean }];
    }),
    rules: [],
    notice,
  };
}

/**
 * What became of an application and why, for members of its organisations alone; 404 for everybody else and as
 * long as nothing is public.
 */
export async function letterFor(db: Db, actor: UserActor, id: string): Promise<LetterViewBody> {
  const row = await applicationById(reading(db), id);
  if (!row) throw new AppError(errors.notFound);
  const joint = (await jointOrgs(reading(db), id)).filter((j) => j.state === 'confirmed');
  const orgIds = [row.lead_org_id, ...joint.map((j) => j.org_id)];
  if (!orgIds.some((orgId) => membershipOf(actor, orgId))) throw new AppError(errors.notFound);
  const ruleSet = await ruleSetById(reading(db), row.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const letter =
    row.state === 'ineligible'
      ? await ruledLetter(db, row, ruleSet)
      : await decidedLetter(db, row, ruleSet);
  if (!letter) throw new AppError(errors.notFound);
  return letter;
}

const words = {
  zh: {
    title: '申报结果通知书',
    facts: ['申报编号', '申报项目', '申报机构', '批次', '结果'],
    outcomes: { ineligible: '未通过资格审查', selected: '拟入选', not_selected: '未入选' },
    reason: '理由',
    rules: '未通过的规则',
    rule: ['规则', '依据', '结果'],
    change: '如何可以通过',
    scores: '评审得分',
    score: ['评审项', '权重', '均分', '满分'],
    figures: ['名次', '原始均分', '调整后得分'],
    object: '异议',
    objecting: (day: string, url: string) =>
      `如对结果有异议，可在公示期内（至 ${day} 24:00）实名提出并附证据：${url}`,
  },
  en: {
    title: 'Outcome of the application',
    facts: ['Number', 'Application', 'Organisation', 'Round', 'Outcome'],
    outcomes: { ineligible: 'Not eligible', selected: 'Proposed', not_selected: 'Not selected' },
    reason: 'Reason',
    rules: 'Rules not passed',
    rule: ['Rule', 'Clause', 'Result'],
    change: 'What would have passed',
    scores: 'Scores',
    score: ['Criterion', 'Weight', 'Mean', 'Of'],
    figures: ['Rank', 'Raw mean', 'Adjusted score'],
    object: 'Objecting',
    objecting: (day: string, url: string) =>
      `If you object, do so by name and with evidence before 24:00 on ${day}: ${url}`,
  },
} as const;

const figure = (value: number): string => String(Number(value.toFixed(2)));

/** The letter as a printable document. */
export function letterDocument(
  letter: LetterViewBody,
  options: { readonly language: 'zh' | 'en'; readonly url: string; readonly now: Date },
): DocumentModel {
  const { language, url, now } = options;
  const w = words[language];
  const values = [
    letter.number,
    letter.title,
    letter.organisation[language],
    letter.round.title[language],
    w.outcomes[letter.outcome],
  ];
  const merit = [letter.merit?.rank, letter.merit?.raw, letter.merit?.adjusted];
  const heading = (text: string) => ({ kind: 'heading', text }) as const;
  const paragraph = (text: string) => ({ kind: 'paragraph', text }) as const;
  return {
    title: w.title,
    subtitle: letter.round.title[language],
    language,
    createdAt: now,
    parts: [
      { kind: 'facts', rows: w.facts.map((label, n) => [label, values[n] ?? ''] as const) },
      ...(letter.reason === undefined ? [] : [heading(w.reason), paragraph(letter.reason)]),
      ...(letter.rules.length === 0
        ? []
        : [
            heading(w.rules),
            {
              kind: 'table',
              columns: w.rule.map((title, n) => ({ title, share: [5, 3, 2][n] ?? 2 })),
              rows: letter.rules.map((r) => [r.title[language], r.clause, r.result]),
            } as const,
          ]),
      ...(letter.counterfactual
        ? [heading(w.change), paragraph(letter.counterfactual[language])]
        : []),
      ...(letter.criteria.length === 0
        ? []
        : [
            heading(w.scores),
            {
              kind: 'facts',
              rows: w.figures.flatMap((label, n) => {
                const value = merit[n];
                return value === undefined ? [] : [[label, figure(value)] as const];
              }),
            } as const,
            {
              kind: 'table',
              columns: w.score.map((title, n) => ({
                title,
                share: n === 0 ? 5 : 2,
                ...(n === 0 ? {} : { align: 'right' as const }),
              })),
              rows: letter.criteria.map((c) => [
                c.title[language],
                `${c.weight}%`,
                figure(c.mean),
                String(c.max),
              ]),
            } as const,
          ]),
      ...(letter.notice?.running && letter.notice.lastDay
        ? [
            heading(w.object),
            paragraph(w.objecting(letter.notice.lastDay, `${url}/notices/${letter.notice.id}`)),
          ]
        : []),
    ],
  };
}
