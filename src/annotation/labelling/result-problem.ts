import { say, type Sentence } from './sentence.ts';

const texts = {
  notArray: { zh: '标注结果应为数组。', en: 'The result must be an array.' },
  tooManyRegions: {
    zh: '一个任务最多 20,000 个标注。',
    en: 'A task takes at most 20,000 regions.',
  },
  notRegion: {
    zh: '第 {number} 项不是标注对象。',
    en: 'Item {number} is not a region.',
  },
  idMissing: { zh: '标注缺少 id。', en: 'The region has no id.' },
  idTaken: {
    zh: '控件“{control}”中有两个标注使用同一个 id。',
    en: 'Two regions of “{control}” have the same id.',
  },
  controlUnknown: {
    zh: '配置中没有名为“{control}”的控件。',
    en: 'The configuration has no control named “{control}”.',
  },
  objectUnknown: {
    zh: '控件“{control}”不标注“{object}”。',
    en: '“{control}” does not label “{object}”.',
  },
  typeWrong: {
    zh: '类型应为 {expected}。',
    en: 'The type must be {expected}.',
  },
  valueWrong: {
    zh: '标注的内容与其类型不符（{field}）。',
    en: 'The value does not fit its type ({field}).',
  },
  labelUnknown: {
    zh: '“{label}”不在“{control}”的选项中。',
    en: '“{label}” is not among the labels of “{control}”.',
  },
  labelMissing: { zh: '标注没有标签。', en: 'The region has no label.' },
  tooManyChoices: {
    zh: '“{control}”只能选一个。',
    en: '“{control}” takes one choice only.',
  },
  maxUsages: {
    zh: '“{label}”最多使用 {max} 次，现有 {count} 次。',
    en: '“{label}” may be used {max} times, not {count}.',
  },
  outsideImage: { zh: '标注超出图像范围。', en: 'The region lies outside the image.' },
  emptyShape: { zh: '标注没有面积。', en: 'The region has no area.' },
  fewPoints: { zh: '多边形至少需要 3 个点。', en: 'A polygon needs at least 3 points.' },
  offsetsWrong: {
    zh: '起止位置不正确：应为整数，且终点在起点之后。',
    en: 'The offsets are wrong: whole numbers are wanted, the end after the start.',
  },
  pastEnd: {
    zh: '终点 {end} 超出文本长度 {length}。',
    en: 'The end {end} is past the end of the text ({length}).',
  },
  textDiffers: {
    zh: '所记文字与原文该位置的文字不同。',
    en: 'The text it records is not the text at its offsets.',
  },
  timesWrong: {
    zh: '起止时间不正确：应为秒数，且终点在起点之后。',
    en: 'The times are wrong: seconds are wanted, the end after the start.',
  },
  pastAudioEnd: {
    zh: '终点 {end} 秒超出音频时长 {length} 秒。',
    en: 'The end, {end} s, is past the end of the audio ({length} s).',
  },
  fieldMissing: {
    zh: '任务数据中没有字段“{field}”。',
    en: 'The task has no field “{field}”.',
  },
  numberRange: {
    zh: '“{control}”的数值超出允许范围。',
    en: 'The number of “{control}” is outside its range.',
  },
  rankedUnknown: {
    zh: '排序中的“{item}”不在列表里。',
    en: '“{item}” in the ranking is not in the list.',
  },
  rankedIncomplete: {
    zh: '排序应包含列表中的每一项，且各一次。',
    en: 'The ranking must hold every item of the list once.',
  },
  pathUnknown: {
    zh: '“{label}”不是“{control}”中的路径。',
    en: '“{label}” is no path of “{control}”.',
  },
  answeredTwice: {
    zh: '“{control}”回答了两次。',
    en: '“{control}” is answered twice.',
  },
  regionMissing: {
    zh: '该回答针对的标注不存在。',
    en: 'The region this answer is about does not exist.',
  },
  relationEnd: {
    zh: '关系的一端不存在。',
    en: 'One end of the relation does not exist.',
  },
  relationSelf: {
    zh: '关系的两端是同一个标注。',
    en: 'Both ends of the relation are the same region.',
  },
  relationDirection: {
    zh: '关系的方向应为 left、right 或 bi。',
    en: 'The direction of a relation must be left, right or bi.',
  },
  requiredMissing: {
    zh: '“{control}”为必填。',
    en: '“{control}” must be answered.',
  },
  requiredForRegion: {
    zh: '该标注的“{control}”为必填。',
    en: '“{control}” must be answered for this region.',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type ResultProblemCode = keyof typeof texts;

/** What is wrong with one item of a result; `index` and `regionId` are null where it is the whole. */
export interface ResultProblem {
  readonly index: number | null;
  readonly regionId: string | null;
  readonly code: ResultProblemCode;
  readonly sentence: Sentence;
}

export const resultProblem = (
  code: ResultProblemCode,
  at: { readonly index: number; readonly regionId: string | null } | undefined,
  values: Readonly<Record<string, string | number>> = {},
): ResultProblem => ({
  index: at?.index ?? null,
  regionId: at?.regionId ?? null,
  code,
  sentence: say(texts[code], values),
});
