import type { RequestState } from '#src/catalog/access/schema.ts';
import type { MemberRole } from '#src/kernel/actor.ts';
import type { OrganisationView } from '#src/identity/schema.ts';
import type {
  Card,
  Classification,
  Domain,
  Modality,
  Visibility,
} from '#src/catalog/card-schema.ts';
import type { ReportView } from '#src/catalog/moderation/schema.ts';
import type { VersionState } from '#src/catalog/schema.ts';
import type { FacetName } from '#src/catalog/search-schema.ts';
import { m } from '../i18n/messages.ts';
import type { IconName } from './icon.tsx';

interface DomainLabel {
  readonly name: () => string;
  readonly icon: IconName;
}

/** The policy's fields in its own order, with what the pages call and show them as. */
export const domains: Readonly<Record<Domain, DomainLabel>> = {
  government: { name: m.domain_government, icon: 'government' },
  manufacturing: { name: m.domain_manufacturing, icon: 'manufacturing' },
  education: { name: m.domain_education, icon: 'education' },
  health: { name: m.domain_health, icon: 'health' },
  transport: { name: m.domain_transport, icon: 'transport' },
  agriculture: { name: m.domain_agriculture, icon: 'agriculture' },
  'culture-tourism': { name: m.domain_culture_tourism, icon: 'culture' },
  finance: { name: m.domain_finance, icon: 'finance' },
  marine: { name: m.domain_marine, icon: 'marine' },
  meteorology: { name: m.domain_meteorology, icon: 'meteorology' },
  'scientific-research': { name: m.domain_scientific_research, icon: 'research' },
  'human-resources': { name: m.domain_human_resources, icon: 'labour' },
  other: { name: m.domain_other, icon: 'other' },
};

export const modalities: Readonly<Record<Modality, () => string>> = {
  tabular: m.modality_tabular,
  text: m.modality_text,
  image: m.modality_image,
  audio: m.modality_audio,
  video: m.modality_video,
  geospatial: m.modality_geospatial,
  'time-series': m.modality_time_series,
  graph: m.modality_graph,
  multimodal: m.modality_multimodal,
  other: m.modality_other,
};

export const visibilities: Readonly<Record<Visibility, { name: () => string; icon: IconName }>> = {
  public: { name: m.visibility_public, icon: 'globe' },
  organisation: { name: m.visibility_organisation, icon: 'building' },
  gated: { name: m.visibility_gated, icon: 'lock' },
};

export const facetLabels: Readonly<Record<FacetName, () => string>> = {
  domain: m.facet_domain,
  modality: m.facet_modality,
  task: m.facet_task,
  format: m.facet_format,
  licence: m.facet_licence,
  organisation: m.facet_organisation,
  language: m.facet_language,
  size: m.facet_size,
  year: m.facet_year,
  visibility: m.facet_visibility,
  recommended: m.facet_recommended,
};

export const classifications: Readonly<Record<Classification, () => string>> = {
  general: m.classification_general,
  important: m.classification_important,
  core: m.classification_core,
};

export const frequencies: Readonly<Record<NonNullable<Card['updateFrequency']>, () => string>> = {
  once: m.frequency_once,
  continuous: m.frequency_continuous,
  daily: m.frequency_daily,
  weekly: m.frequency_weekly,
  monthly: m.frequency_monthly,
  quarterly: m.frequency_quarterly,
  yearly: m.frequency_yearly,
  irregular: m.frequency_irregular,
};

export const reportKinds: Readonly<Record<(typeof ReportView.infer)['kind'], () => string>> = {
  'personal-data': m.report_kind_personal_data,
  rights: m.report_kind_rights,
  illegal: m.report_kind_illegal,
  'wrong-data': m.report_kind_wrong_data,
  malware: m.report_kind_malware,
  other: m.report_kind_other,
};

export const versionStates: Readonly<Record<VersionState, () => string>> = {
  waiting: m.version_state_waiting,
  published: m.version_state_published,
  refused: m.version_state_refused,
  deprecated: m.version_state_deprecated,
  withdrawn: m.version_state_withdrawn,
};

export const memberRoles: Readonly<Record<MemberRole, () => string>> = {
  owner: m.role_owner,
  manager: m.role_manager,
  member: m.role_member,
};

type OrganisationKind = (typeof OrganisationView.infer)['kind'];
export const organisationKinds: Readonly<Record<OrganisationKind, () => string>> = {
  enterprise: m.kind_enterprise,
  university: m.kind_university,
  institute: m.kind_institute,
  'annotation-vendor': m.kind_annotation_vendor,
  'public-body': m.kind_public_body,
};

type OrganisationStatus = (typeof OrganisationView.infer)['status'];
export const organisationStatuses: Readonly<
  Record<
    OrganisationStatus,
    { name: () => string; tone: 'neutral' | 'accent' | 'amber' | 'danger' }
  >
> = {
  pending: { name: m.org_status_pending, tone: 'amber' },
  approved: { name: m.org_status_approved, tone: 'accent' },
  refused: { name: m.org_status_refused, tone: 'danger' },
  suspended: { name: m.org_status_suspended, tone: 'danger' },
};

export const requestStates: Readonly<
  Record<RequestState, { name: () => string; tone: 'neutral' | 'accent' | 'amber' | 'danger' }>
> = {
  pending: { name: m.request_state_pending, tone: 'amber' },
  approved: { name: m.request_state_approved, tone: 'accent' },
  refused: { name: m.request_state_refused, tone: 'danger' },
  revoked: { name: m.request_state_revoked, tone: 'danger' },
  expired: { name: m.request_state_expired, tone: 'neutral' },
};
