import type { ProjectState } from '#src/annotation/projects/schema.ts';
import type { PackageMode, PackageState } from '#src/annotation/packages/schema.ts';
import { m } from '../i18n/messages.ts';

/** Addresses of annotation below /api/v1. */
export const annotationApi = {
  projects: '/annotation/projects',
  project: (id: string): string => `/annotation/projects/${id}`,
  tasks: (id: string, query = ''): string => `/annotation/projects/${id}/tasks${query}`,
  imports: (id: string): string => `/annotation/projects/${id}/imports`,
  import: (id: string): string => `/annotation/imports/${id}`,
  exports: (id: string, query = ''): string => `/annotation/projects/${id}/exports${query}`,
  publications: (id: string): string => `/annotation/projects/${id}/publications`,
  task: (id: string): string => `/annotation/tasks/${id}`,
  projectPackages: (id: string, query = ''): string =>
    `/annotation/projects/${id}/packages${query}`,
  packages: (query: string): string => `/annotation/packages?${query}`,
  package: (id: string): string => `/annotation/packages/${id}`,
};

type ProjectStateName = typeof ProjectState.infer;
type PackageStateName = typeof PackageState.infer;
type Tone = 'neutral' | 'accent' | 'amber' | 'danger';

export const projectStates: Readonly<
  Record<ProjectStateName, { readonly name: () => string; readonly tone: Tone }>
> = {
  draft: { name: m.annotation_state_draft, tone: 'neutral' },
  active: { name: m.annotation_state_active, tone: 'accent' },
  archived: { name: m.annotation_state_archived, tone: 'neutral' },
};

export const packageStates: Readonly<
  Record<PackageStateName, { readonly name: () => string; readonly tone: Tone }>
> = {
  draft: { name: m.annotation_state_draft, tone: 'neutral' },
  open: { name: m.annotation_package_open, tone: 'accent' },
  working: { name: m.annotation_package_working, tone: 'amber' },
  closed: { name: m.annotation_package_closed, tone: 'neutral' },
  cancelled: { name: m.annotation_package_cancelled, tone: 'danger' },
};

export const packageModes: Readonly<
  Record<PackageMode, { readonly name: () => string; readonly hint: () => string }>
> = {
  own_team: { name: m.annotation_mode_own_team, hint: m.annotation_mode_own_team_hint },
  open_claim: { name: m.annotation_mode_open_claim, hint: m.annotation_mode_open_claim_hint },
  invitation: { name: m.annotation_mode_invitation, hint: m.annotation_mode_invitation_hint },
  sealed_bids: { name: m.annotation_mode_sealed_bids, hint: m.annotation_mode_sealed_bids_hint },
  split: { name: m.annotation_mode_split, hint: m.annotation_mode_split_hint },
  blind_overlap: {
    name: m.annotation_mode_blind_overlap,
    hint: m.annotation_mode_blind_overlap_hint,
  },
};
