import type { Language } from '#src/kernel/problem.ts';

export type VendorDecision = 'approve' | 'restore' | 'refuse' | 'suspend';
export type DisputeEvent = 'opened' | 'answered' | 'accepted' | 'decided' | 'withdrawn';

export type NoticeMail =
  | {
      readonly about: 'vendor';
      readonly decision: VendorDecision;
      readonly organisation: { readonly zh: string; readonly en: string };
      readonly reason: string;
      readonly page: string;
    }
  | {
      readonly about: 'dispute';
      readonly event: DisputeEvent;
      readonly package: string;
      readonly settlement: string;
      /** Yuan with sign: what is claimed, offered or was decided. */
      readonly amount: string;
      readonly reason: string;
      readonly page: string;
    };
type VendorMail = Extract<NoticeMail, { about: 'vendor' }>;
type DisputeMail = Extract<NoticeMail, { about: 'dispute' }>;

const decisions: Record<Language, Record<VendorDecision, string>> = {
  zh: {
    approve: '已获批准，可以承接标注任务',
    restore: '已恢复，可以继续承接标注任务',
    refuse: '未获批准',
    suspend: '已被暂停，暂不能承接新的标注任务',
  },
  en: {
    approve: 'was approved and may take on annotation work',
    restore: 'was restored and may take on annotation work again',
    refuse: 'was not approved',
    suspend: 'was suspended and cannot take on new annotation work',
  },
};

const events: Record<Language, Record<DisputeEvent, (m: DisputeMail) => string>> = {
  zh: {
    opened: (m) => `对方对结算提出争议，主张调整 ${m.amount}。请查看并答复。`,
    answered: (m) => `对方答复了争议，同意调整 ${m.amount}。接受后立即入账；不接受可由运营方裁定。`,
    accepted: (m) => `对方接受了您的方案，调整 ${m.amount} 已入账。`,
    decided: (m) => `运营方已裁定争议，调整 ${m.amount} 已入账。`,
    withdrawn: () => '对方撤回了争议，结算不变。',
  },
  en: {
    opened: (m) =>
      `The other side disputes a settlement and claims a change of ${m.amount}. Please look at it and answer.`,
    answered: (m) =>
      `The other side answered the dispute and offers a change of ${m.amount}. Accept it to have it posted at once; otherwise an operator decides.`,
    accepted: (m) => `The other side accepted your offer; the change of ${m.amount} is posted.`,
    decided: (m) => `The operator decided the dispute; the change of ${m.amount} is posted.`,
    withdrawn: () => 'The other side took the dispute back; the settlement stays as it is.',
  },
};

const vendorMail = (language: Language, mail: VendorMail) => {
  const name = language === 'en' ? mail.organisation.en : mail.organisation.zh;
  const said = decisions[language][mail.decision];
  return language === 'en'
    ? {
        subject: `Banyan: annotation vendor ${name} ${said.split(' and ')[0]}`,
        lines: [
          `The annotation vendor "${name}" ${said}.`,
          mail.reason && `Reason: ${mail.reason}`,
          mail.page,
        ],
      }
    : {
        subject: `榕数：标注服务商 ${name} ${said.split('，')[0]}`,
        lines: [`标注服务商“${name}”${said}。`, mail.reason && `理由：${mail.reason}`, mail.page],
      };
};

const disputeMail = (language: Language, mail: DisputeMail) => {
  const said = events[language][mail.event](mail);
  return language === 'en'
    ? {
        subject: `Banyan: dispute about settlement ${mail.settlement}`,
        lines: [
          `Package: ${mail.package}`,
          said,
          mail.reason && `Reason: ${mail.reason}`,
          mail.page,
        ],
      }
    : {
        subject: `榕数：结算 ${mail.settlement} 的争议`,
        lines: [`标注包：${mail.package}`, said, mail.reason && `说明：${mail.reason}`, mail.page],
      };
};

/** One message of annotation in the reader's language. */
export function noticeMail(
  language: Language,
  mail: NoticeMail,
): { subject: string; text: string } {
  const { subject, lines } =
    mail.about === 'vendor' ? vendorMail(language, mail) : disputeMail(language, mail);
  return { subject, text: `${lines.filter((line) => line !== '').join('\n\n')}\n` };
}
