import type { Evidence, QualityFacts } from '../facts.ts';

/** Days after the last day covered within which data of a declared rhythm are fresh. */
const freshDays: Readonly<Record<string, number>> = {
  continuous: 7,
  daily: 7,
  weekly: 30,
  monthly: 92,
  quarterly: 183,
  yearly: 550,
  irregular: 1096,
};

const dayMs = 86_400_000;
const dayNumber = (day: string) => Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs);
const dayText = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);

const frequency: Evidence = ({ card }) => {
  const declared = card.updateFrequency !== undefined;
  return {
    state: 'scored',
    share: declared ? 1 : 0,
    evidence: declared
      ? { zh: '声明了更新频率。', en: 'How often the data are renewed is declared.' }
      : { zh: '没有声明更新频率。', en: 'How often the data are renewed is not declared.' },
    ...(declared
      ? {}
      : {
          fix: {
            sentence: { zh: '填写更新频率。', en: 'Say how often the data are renewed.' },
            apply: (f: QualityFacts) => ({
              ...f,
              card: { ...f.card, updateFrequency: 'once' as const },
            }),
          },
        }),
  };
};

const coverage: Evidence = ({ card }) => {
  const { from, to } = card.coverage ?? {};
  const good = Number(from !== undefined) + Number(to !== undefined);
  return {
    state: 'scored',
    share: good / 2,
    evidence:
      good === 2
        ? { zh: `数据涵盖 ${from} 至 ${to}。`, en: `The data cover ${from} to ${to}.` }
        : { zh: '没有写明数据涵盖的起止日期。', en: 'The first or last day covered is not given.' },
    ...(good < 2
      ? {
          fix: {
            sentence: {
              zh: '填写数据涵盖的起止日期。',
              en: 'Give the first and last day that the data cover.',
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: {
                ...f.card,
                coverage: {
                  ...f.card.coverage,
                  from: from ?? to ?? f.publishedOn,
                  to: to ?? f.publishedOn,
                },
              },
            }),
          },
        }
      : {}),
  };
};

const fresh: Evidence = (facts) => {
  const { updateFrequency, coverage: of } = facts.card;
  if (updateFrequency === 'once')
    return {
      state: 'not-applicable',
      evidence: { zh: '一次性采集的数据。', en: 'The data were collected once.' },
    };
  const allowed = updateFrequency && freshDays[updateFrequency];
  if (!allowed || !of?.to)
    return {
      state: 'unknown',
      evidence: {
        zh: '缺少更新频率或涵盖的截止日期，无法判断是否及时。',
        en: 'Without the rhythm of renewal and the last day covered nobody can tell.',
      },
    };
  const age = Math.max(0, dayNumber(facts.publishedOn) - dayNumber(of.to));
  // Full within the time of its rhythm, then falling to nothing at three times that.
  const share = age <= allowed ? 1 : Math.max(0, (3 * allowed - age) / (2 * allowed));
  return {
    state: 'scored',
    share,
    evidence: {
      zh: `发布时距数据截止日 ${age} 天，按其更新频率应不超过 ${allowed} 天。`,
      en: `Published ${age} days after the last day covered; its rhythm allows ${allowed}.`,
    },
    ...(share < 1
      ? {
          fix: {
            sentence: {
              zh: `发布截止日期不早于 ${dayText(dayNumber(facts.publishedOn) - allowed)} 的新数据。`,
              en: `Publish data that reach at least to ${dayText(dayNumber(facts.publishedOn) - allowed)}.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: {
                ...f.card,
                coverage: {
                  ...f.card.coverage,
                  to: dayText(dayNumber(f.publishedOn) - allowed),
                },
              },
            }),
          },
        }
      : {}),
  };
};

/** 时效性: the data are as new as they claim to be; the day of publication counts, never today. */
export const timeliness = { frequency, coverage, fresh };
