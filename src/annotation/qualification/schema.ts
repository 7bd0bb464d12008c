import { type } from 'arktype';
import { id as idText } from '#src/kernel/schema.ts';

const id = idText.as<string>();

export const QualificationView = type({
  required: 'boolean',
  state: type.enumerated('none', 'open', 'passed', 'failed'),
  passPpm: 'number | null',
  scorePpm: 'number | null',
  attemptsLeft: 'number',
  /** The items to answer, while an attempt is open. */
  tasks: type({
    id,
    number: 'number',
    data: 'Record<string, unknown>',
    media: 'Record<string, string>',
  }).array(),
});
export type QualificationView = typeof QualificationView.infer;

export const AnswerQualification = type({
  answers: type({
    taskId: id,
    result: type('Record<string, unknown>').array().atMostLength(20_000),
  })
    .array()
    .atMostLength(200),
});
export type AnswerQualification = typeof AnswerQualification.infer;
