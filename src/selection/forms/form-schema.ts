/** The keywords of JSON Schema 2020-12 that forms use; nothing else is accepted, so nothing is ignored. */
interface QuestionBase {
  /** The question in Chinese; `x-title-en` in English. */
  readonly title: string;
  readonly 'x-title-en': string;
  readonly description?: string;
  readonly 'x-description-en'?: string;
}
export interface TextQuestion extends QuestionBase {
  readonly type: 'string';
  readonly minLength?: number;
  readonly maxLength: number;
  readonly format?: 'date' | 'email' | 'uri';
  readonly enum?: readonly string[];
  readonly 'x-enum-labels'?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** Several lines. */
  readonly 'x-widget'?: 'lines';
}
export interface NumberQuestion extends QuestionBase {
  readonly type: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
}
export interface YesQuestion extends QuestionBase {
  readonly type: 'boolean';
  /** A statement that has to be made. */
  readonly const?: true;
}
export interface ListQuestion extends QuestionBase {
  readonly type: 'array';
  readonly minItems?: number;
  readonly maxItems: number;
  readonly uniqueItems: true;
  readonly items: { readonly type: 'string'; readonly enum?: readonly string[] };
  readonly 'x-enum-labels'?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** Attached files; the answer is the list of their sha256. */
  readonly 'x-widget'?: 'file';
}
export type Question = TextQuestion | NumberQuestion | YesQuestion | ListQuestion;

/** One page of a form: an object schema with its heading. */
export interface FormStep {
  readonly key: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly schema: {
    readonly type: 'object';
    readonly properties: Readonly<Record<string, Question>>;
    readonly required: readonly string[];
    readonly additionalProperties: false;
  };
}

export const questionsOf = (form: readonly FormStep[]): [string, Question][] =>
  form.flatMap((step) => Object.entries(step.schema.properties));

export const questionOf = (form: readonly FormStep[], name: string): Question | undefined =>
  questionsOf(form).find(([key]) => key === name)?.[1];
