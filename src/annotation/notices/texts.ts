import type { Language } from '#src/kernel/problem.ts';

export type VendorDecision = 'approve' | 'restore' | 'refuse' | 'suspend';
export type DisputeEvent = 'opened' | 'answered' | 'accepted' | 'decided' | 'withdrawn';

export type NoticeFacts =
  | {
      readonly about: 'vendor';
      readonly decision: VendorDecision;
      readonly organisation: { readonly zh: string; readonly en: string };
      readonly reason: string;
    }
  | {
      readonly about: 'dispute';
      readonly event: DisputeEvent;
      readonly package: string;
      readonly settlement: string;
      /** Yuan with sign: what is claimed, offered or was decided. */
      readonly amount: string;
      readonly reason: string;
    };
type VendorFacts = Extract<NoticeFacts, { about: 'vendor' }>;
type DisputeFacts = Extract<NoticeFacts, { about: 'dispute' }>;

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

const events: Record<Language, Record<DisputeEvent, (m: DisputeFacts) => string>> = {
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

const vendorText = (language: Language, facts: VendorFacts) => {
  const name = language === 'en' ? facts.organisation.en : facts.organisation.zh;
  const said = decisions[language][facts.decision];
  return language === 'en'
    ? {
        title: `Annotation vendor ${name} ${said.split(' and ')[0]}`,
        lines: [
          `The annotation vendor "${name}" ${said}.`,
          facts.reason && `Reason: ${facts.reason}`,
        ],
      }
    : {
        title: `标注服务商 ${name} ${said.split('，')[0]}`,
        lines: [`标注服务商“${name}”${said}。`, facts.reason && `理由：${facts.reason}`],
      };
};

const disputeText = (language: Language, facts: DisputeFacts) => {
  const said = events[language][facts.event](facts);
  return language === 'en'
    ? {
        title: `Dispute about settlement ${facts.settlement}`,
        lines: [`Package: ${facts.package}`, said, facts.reason && `Reason: ${facts.reason}`],
      }
    : {
        title: `结算 ${facts.settlement} 的争议`,
        lines: [`标注包：${facts.package}`, said, facts.reason && `说明：${facts.reason}`],
      };
};

/** What the parties are told, in one language. */
export function noticeText(
  language: Language,
  facts: NoticeFacts,
): { title: string; text: string } {
  const { title, lines } =
    facts.about === 'vendor' ? vendorText(language, facts) : disputeText(language, facts);
  return { title, text: lines.filter((line) => line !== '').join('\n') };
}
