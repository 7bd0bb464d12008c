import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;

export type VendorState = 'draft' | 'submitted' | 'approved' | 'refused' | 'suspended';
export type VendorRole = 'manager' | 'annotator' | 'inspector';

interface VendorTable {
  org_id: string;
  state: Generated<VendorState>;
  modalities: string[];
  languages: string[];
  headcount: number;
  about_zh: Generated<string>;
  about_en: Generated<string>;
  state_reason: string | null;
  revision: Generated<number>;
  created_at: CreatedAt;
  /** When the profile itself last changed; later than `decided_at` means: not what was approved. */
  changed_at: Generated<Date>;
  submitted_at: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
}

interface VendorCertificateTable {
  id: string;
  org_id: string;
  name: string;
  number: string;
  issuer: string;
  /** YYYY-MM-DD. */
  issued_on: string;
  expires_on: string | null;
  created_at: CreatedAt;
}

interface VendorCertificateFileTable {
  certificate_id: string;
  org_id: string;
  name: string;
  media_type: 'application/pdf' | 'image/png' | 'image/jpeg';
  /** At most 1 MiB. */
  content: Uint8Array;
}

interface VendorMemberTable {
  org_id: string;
  user_id: string;
  role: VendorRole;
  skills: Generated<string[]>;
  assigned_by: string | null;
  assigned_at: Generated<Date>;
}

export interface VendorTables {
  'annotation.vendor': VendorTable;
  'annotation.vendor_certificate': VendorCertificateTable;
  'annotation.vendor_certificate_file': VendorCertificateFileTable;
  'annotation.vendor_member': VendorMemberTable;
}
