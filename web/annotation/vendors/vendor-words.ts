import type { VendorViewBody } from '#src/annotation/vendors/schema.ts';
import { m } from '../../i18n/messages.ts';

export const vendorModalities = {
  image: m.modality_image,
  video: m.modality_video,
  audio: m.modality_audio,
  text: m.modality_text,
  table: m.modality_tabular,
  dialogue: m.vendor_modality_dialogue,
  'point-cloud': m.vendor_modality_point_cloud,
} as const;

export const modalityName = (name: string): string =>
  name in vendorModalities ? vendorModalities[name as keyof typeof vendorModalities]() : name;

export const vendorStates: Readonly<
  Record<
    VendorViewBody['state'],
    { readonly name: () => string; readonly tone: 'neutral' | 'accent' | 'amber' | 'danger' }
  >
> = {
  draft: { name: m.vendor_state_draft, tone: 'neutral' },
  submitted: { name: m.vendor_state_submitted, tone: 'amber' },
  approved: { name: m.vendor_state_approved, tone: 'accent' },
  refused: { name: m.vendor_state_refused, tone: 'danger' },
  suspended: { name: m.vendor_state_suspended, tone: 'danger' },
};

export const vendorRoles = {
  manager: m.vendor_role_manager,
  annotator: m.vendor_role_annotator,
  inspector: m.vendor_role_inspector,
} as const;
