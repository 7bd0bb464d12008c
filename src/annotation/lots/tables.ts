import type { ColumnType, Generated } from 'kysely';
import type { SignedCertificate } from '../acceptance/certificate.ts';
import type { Aql, CodeLetter, Severity } from '../acceptance/sampling-table.ts';

type Stamp = ColumnType<Date, Date | undefined, never>;

interface LotCommitmentTable {
  award_id: string;
  sequence: number;
  org_id: string;
  vendor_org_id: string;
  commitment: string;
  committed_at: Stamp;
}

interface LotSeedTable {
  award_id: string;
  sequence: number;
  seed: string;
}

export type LotState = 'submitted' | 'accepted' | 'returned';

export interface LotTable {
  id: string;
  award_id: string;
  /** Counts the lots of an award from 1; each has a seed of its own. */
  sequence: number;
  package_id: string;
  project_id: string;
  org_id: string;
  vendor_org_id: string;
  state: Generated<LotState>;
  rework: boolean;
  size: number;
  digest: string;
  aql: Aql;
  severity: Severity;
  letter: CodeLetter;
  sample_size: number;
  accept_number: number;
  reject_number: number;
  commitment: string;
  committed_at: Date;
  inspected: Generated<number>;
  defects: Generated<number>;
  seed: string | null;
  reason: string | null;
  certificate: ColumnType<SignedCertificate | null, string | null | undefined, string>;
  revision: Generated<number>;
  submitted_by: string | null;
  submitted_at: ColumnType<Date, Date | undefined, never>;
  decided_by: string | null;
  decided_at: Date | null;
}

interface LotUnitTable {
  lot_id: string;
  annotation_id: string;
  slot_id: string;
  task_id: string;
  person_id: string;
  org_id: string;
  vendor_org_id: string;
  digest: string;
}

interface LotSampleTable {
  lot_id: string;
  annotation_id: string;
  position: number;
  org_id: string;
  vendor_org_id: string;
  verdict: 'conform' | 'defect' | null;
  reason: string | null;
  inspected_by: string | null;
  inspected_at: Date | null;
}

interface InspectionResumptionTable {
  id: string;
  org_id: string;
  vendor_org_id: string;
  aql: string;
  reason: string;
  resumed_by: string;
  created_at: Stamp;
}

interface CertificateKeyTable {
  key_id: string;
  public_key: string;
  first_used_at: Stamp;
}

export interface LotTables {
  'annotation.lot_commitment': LotCommitmentTable;
  'annotation.lot_seed': LotSeedTable;
  'annotation.lot': LotTable;
  'annotation.lot_unit': LotUnitTable;
  'annotation.lot_sample': LotSampleTable;
  'annotation.inspection_resumption': InspectionResumptionTable;
  'annotation.certificate_key': CertificateKeyTable;
}
