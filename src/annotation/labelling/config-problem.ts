import { say, type Sentence } from './sentence.ts';
import type { Place, XmlElement } from './xml-document.ts';

/** `warning`: the configuration can be used as it is, but not all of it works here. */
type Severity = 'error' | 'warning';

const texts = {
  tooLarge: {
    zh: '配置超过 262,144 个字符，请精简。',
    en: 'The configuration is longer than 262,144 characters; shorten it.',
  },
  doctype: {
    zh: '不允许使用 DOCTYPE 声明，请删除。',
    en: 'A DOCTYPE declaration is not allowed; remove it.',
  },
  entity: {
    zh: '“{name}”不是可用的字符引用；“&”请写作 &amp;。',
    en: '“{name}” is no reference that can be used; write & as &amp;.',
  },
  syntax: {
    zh: '此处不是正确的 XML，请检查引号和尖括号。',
    en: 'This is not well-formed XML; check the quotes and angle brackets.',
  },
  unclosed: {
    zh: '标签 {name} 没有结束标签。',
    en: 'The tag {name} is never closed.',
  },
  strayClose: {
    zh: '结束标签 {name} 没有对应的开始标签。',
    en: 'The closing tag {name} has no opening tag.',
  },
  duplicateAttribute: {
    zh: '属性 {name} 写了两次，请删除一个。',
    en: 'The attribute {name} is written twice; remove one.',
  },
  tooDeep: { zh: '标签嵌套超过 64 层。', en: 'Tags are nested more than 64 deep.' },
  tooMany: { zh: '标签超过 5,000 个。', en: 'There are more than 5,000 tags.' },
  secondRoot: {
    zh: '只能有一个最外层标签，请把 {name} 放进 View。',
    en: 'There can be only one outermost tag; move {name} into the View.',
  },
  strayText: {
    zh: '标签之外不能有文字。',
    en: 'Text cannot stand outside the tags.',
  },
  empty: { zh: '配置为空，请从 View 开始。', en: 'The configuration is empty; begin with a View.' },
  notView: {
    zh: '最外层标签应为 View，而不是 {name}。',
    en: 'The outermost tag must be View, not {name}.',
  },
  unknownTag: { zh: '没有名为 {name} 的标签。', en: 'There is no tag named {name}.' },
  limitedTag: {
    zh: '标签 {name} 会保留，但标注工作台不支持。',
    en: 'The tag {name} is kept, but the workbench cannot show it.',
  },
  misplaced: {
    zh: '{name} 应放在 {inside} 之内。',
    en: '{name} belongs inside {inside}.',
  },
  nameMissing: { zh: '{tag} 缺少 name 属性。', en: '{tag} has no name attribute.' },
  nameTaken: {
    zh: '名称“{name}”已被使用，请换一个。',
    en: 'The name “{name}” is already used; choose another.',
  },
  toNameMissing: {
    zh: '{tag} 缺少 toName，请写明它标注哪个对象。',
    en: '{tag} has no toName; say which object it labels.',
  },
  toNameAssumed: {
    zh: '{tag} 缺少 toName，将视为标注唯一的对象“{name}”。',
    en: '{tag} has no toName; it is taken to label the only object, “{name}”.',
  },
  toNameUnknown: {
    zh: 'toName 指向的“{name}”不存在。',
    en: 'toName points to “{name}”, which does not exist.',
  },
  toNameUnfit: {
    zh: '{tag} 不能用于 {object}。',
    en: '{tag} cannot be used on {object}.',
  },
  pairNeeded: {
    zh: 'Pairwise 需要两个对象，如 toName="a,b"。',
    en: 'Pairwise needs two objects, as in toName="a,b".',
  },
  valueMissing: {
    zh: '{tag} 缺少 value，请写明数据字段，如 value="$text"。',
    en: '{tag} has no value; name the data field, as in value="$text".',
  },
  valueBad: {
    zh: '“{name}”不是数据字段，请写作 $ 加字段名。',
    en: '“{name}” is no data field; write $ and the field’s name.',
  },
  optionsMissing: {
    zh: '{tag} 没有任何选项，请至少添加一个 {option}。',
    en: '{tag} has nothing to choose from; add at least one {option}.',
  },
  optionValueMissing: { zh: '{tag} 缺少 value。', en: '{tag} has no value.' },
  optionTaken: {
    zh: '“{name}”在此处重复，请改名或删除。',
    en: '“{name}” stands here twice; rename or remove one.',
  },
  categoryBad: {
    zh: 'category 应为不小于 0 的整数。',
    en: 'category must be a whole number of 0 or more.',
  },
  categoryTaken: {
    zh: 'category {name} 已用于另一个标签。',
    en: 'category {name} is already used by another label.',
  },
  hotkeyBad: {
    zh: '“{name}”不是可用的快捷键；请用一个字母、数字或 F 键，可加 ctrl、alt、shift。',
    en: '“{name}” is no usable hotkey; take one letter, digit or F key, with ctrl, alt or shift if you like.',
  },
  hotkeyReserved: {
    zh: '快捷键“{name}”由工作台使用，请换一个。',
    en: 'The hotkey “{name}” is used by the workbench; choose another.',
  },
  hotkeyTaken: {
    zh: '快捷键“{name}”已用于另一个标签，请换一个。',
    en: 'The hotkey “{name}” is already used; choose another.',
  },
  numberBad: {
    zh: '{attribute} 应为数字；个数须为不小于 1 的整数。',
    en: '{attribute} must be a number; a count must be a whole number of 1 or more.',
  },
  rangeBad: { zh: 'max 小于 min。', en: 'max is less than min.' },
  choiceBad: {
    zh: 'choice 应为 single 或 multiple。',
    en: 'choice must be single or multiple.',
  },
  booleanBad: {
    zh: '{attribute} 应为 true 或 false。',
    en: '{attribute} must be true or false.',
  },
  colourBad: {
    zh: '“{name}”不是颜色；请写作 #1a7f5a 或颜色名。',
    en: '“{name}” is no colour; write one such as #1a7f5a, or a colour’s name.',
  },
  visibleWhenBad: {
    zh: 'visibleWhen 应为 region-selected、no-region-selected、choice-selected 或 choice-unselected。',
    en: 'visibleWhen must be region-selected, no-region-selected, choice-selected or choice-unselected.',
  },
  whenTagUnknown: {
    zh: 'whenTagName 指向的“{name}”不存在。',
    en: 'whenTagName points to “{name}”, which does not exist.',
  },
  whenLabelUnknown: {
    zh: 'whenLabelValue 中的“{name}”不是任何标签。',
    en: '“{name}” in whenLabelValue is not among the labels.',
  },
  whenChoiceUnknown: {
    zh: 'whenChoiceValue 中的“{name}”不是任何选项。',
    en: '“{name}” in whenChoiceValue is not among the choices.',
  },
  objectMissing: {
    zh: '没有任何待标注对象，请添加 Text、Image、Audio 等。',
    en: 'There is nothing to label; add a Text, Image, Audio or the like.',
  },
  controlMissing: {
    zh: '没有任何标注控件，请添加 Choices、Labels 等。',
    en: 'There is nothing to label with; add Choices, Labels or the like.',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type ConfigProblemCode = keyof typeof texts;

const warnings: ReadonlySet<ConfigProblemCode> = new Set(['limitedTag', 'toNameAssumed']);

/** What is wrong with a configuration, where, and what would make it right. */
export interface ConfigProblem extends Place {
  readonly code: ConfigProblemCode;
  readonly severity: Severity;
  readonly sentence: Sentence;
}

export function configProblem(
  code: ConfigProblemCode,
  place: Place,
  values: Readonly<Record<string, string | number>> = {},
): ConfigProblem {
  return {
    ...place,
    code,
    severity: warnings.has(code) ? 'warning' : 'error',
    sentence: say(texts[code], values),
  };
}

/** Reports a problem of a tag, or of one of its attributes. */
export type Report = (
  code: ConfigProblemCode,
  element: XmlElement,
  attribute?: string,
  values?: Readonly<Record<string, string | number>>,
) => void;
