import type { Language } from '#src/kernel/problem.ts';

export interface Letter {
  readonly title_zh: string;
  readonly title_en: string;
  readonly text_zh: string;
  readonly text_en: string;
  readonly href: string;
}

/** Notices a digest spells out; of the rest it gives the number. */
const listed = 50;

const footer = (language: Language, origin: string) =>
  language === 'en'
    ? `Which notices come by e-mail: ${origin}/account/notifications`
    : `设置哪些通知发送邮件：${origin}/account/notifications`;

const titleOf = (language: Language, letter: Letter) =>
  language === 'en' ? letter.title_en : letter.title_zh;

/** One notice as a message of its own. */
export function noticeMail(language: Language, letter: Letter, origin: string) {
  const text = language === 'en' ? letter.text_en : letter.text_zh;
  const body = [text, `${origin}${letter.href}`].filter((part) => part !== '').join('\n\n');
  return {
    subject:
      language === 'en' ? `Banyan: ${titleOf('en', letter)}` : `榕数：${titleOf('zh', letter)}`,
    text: `${body}\n\n--\n${footer(language, origin)}\n`,
  };
}

/** A day's notices in one message, oldest first. */
export function digestMail(language: Language, letters: readonly Letter[], origin: string) {
  const count = letters.length;
  const en = language === 'en';
  const lines = letters
    .slice(0, listed)
    .map((letter) => `- ${titleOf(language, letter)}\n  ${origin}${letter.href}`);
  if (count > listed)
    lines.push(
      en
        ? `and ${count - listed} more: ${origin}/notifications`
        : `另有 ${count - listed} 条：${origin}/notifications`,
    );
  return {
    subject: en
      ? `Banyan: ${count} ${count === 1 ? 'notice' : 'notices'} since the last digest`
      : `榕数：今日通知摘要（${count} 条）`,
    text: `${lines.join('\n')}\n\n--\n${footer(language, origin)}\n`,
  };
}
