import type { Facet, FacetName } from '#src/catalog/search-schema.ts';
import { language, pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { domains, modalities, visibilities } from '../ui/labels.ts';

const languageNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  zh: ['\u4e2d\u6587', 'Chinese'],
  en: ['\u82f1\u6587', 'English'],
};

/** A facet's value as people read it; the server's own label for open-ended ones. */
export function facetValueLabel(name: FacetName, value: string, facets: readonly Facet[]): string {
  const label = facets
    .find((facet) => facet.name === name)
    ?.values.find((entry) => entry.value === value)?.label;
  const given = label && pick(label.zh, label.en);
  if (name === 'domain' && value in domains) return domains[value as keyof typeof domains].name();
  if (name === 'modality' && value in modalities)
    return modalities[value as keyof typeof modalities]();
  if (name === 'visibility' && value in visibilities)
    return visibilities[value as keyof typeof visibilities].name();
  if (name === 'language')
    return languageNames[value]?.[language() === 'zh' ? 0 : 1] ?? given ?? value;
  if (name === 'recommended') return m.recommended_in({ year: value });
  if (name === 'format') return (given ?? value).toUpperCase();
  return given ?? value;
}
