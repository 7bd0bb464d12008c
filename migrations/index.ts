import type { Migration } from 'kysely/migration';
import * as foundation from './20261123_0100_foundation.ts';
import * as identity from './20261123_0200_identity.ts';
import * as search from './20261123_0300_search.ts';
import * as catalog from './20261123_0400_catalog.ts';
import * as sourceOrganisation from './20261123_0410_source_organisation.ts';
import * as gatedAccess from './20261123_0410_gated_access.ts';
import * as blobChecks from './20261123_0420_blob_checks.ts';
import * as catalogPage from './20261123_0430_catalog_page.ts';
import * as ledger from './20261123_0500_ledger.ts';
import * as reportMail from './20261123_0442_report_mail.ts';
import * as sessionSeen from './20261123_0441_session_seen.ts';
import * as rightsTold from './20261123_0440_rights_told.ts';
import * as annotation from './20261123_0520_annotation.ts';
import * as annotationGold from './20261123_0521_annotation_gold.ts';
import * as vendors from './20261123_0547_vendors.ts';
import * as registers from './20261123_0548_registers.ts';
import * as annotationLeaseEnd from './20261123_0549_annotation_lease_end.ts';
import * as settlement from './20261123_0549_settlement.ts';
import * as vendorTerms from './20261123_0610_vendor_terms.ts';
import * as submissionRecord from './20261123_0611_submission_record.ts';
import * as annotationExports from './20261123_0570_annotation_exports.ts';
import * as annotationAcceptance from './20261123_0550_annotation_acceptance.ts';
import * as notice from './20261123_0760_notice.ts';
import * as vendorResults from './20261123_0590_vendor_results.ts';
import * as review from './20261123_0700_review.ts';
import * as quality from './20261123_0721_quality.ts';
import * as notify from './20261123_0720_notify.ts';
import * as annotationQueueCalls from './20261123_0600_annotation_queue_calls.ts';
import * as claimByKey from './20261123_0660_claim_by_key.ts';
import * as blobUse from './20261123_0640_blob_use.ts';
import * as selection from './20261123_0740_selection.ts';
import * as selectionOutcome from './20261123_0761_selection_outcome.ts';
import * as usedNumbers from './20261123_0790_used_numbers.ts';
import * as noticeText from './20261124_0800_notice_text.ts';
import * as hiddenSteps from './20261124_0820_hidden_steps.ts';
import * as queueDefiner from './20261124_0850_queue_definer.ts';
import * as directoryReminders from './20261124_0860_directory_reminders.ts';

/** Every migration by name, in order; listed by hand so that bundlers and workerd see them. */
export const migrations: Readonly<Record<string, Migration>> = {
  '20261123_0100_foundation': foundation,
  '20261123_0200_identity': identity,
  '20261123_0300_search': search,
  '20261123_0400_catalog': catalog,
  '20261123_0410_source_organisation': sourceOrganisation,
  '20261123_0410_gated_access': gatedAccess,
  '20261123_0420_blob_checks': blobChecks,
  '20261123_0430_catalog_page': catalogPage,
  '20261123_0500_ledger': ledger,
  '20261123_0440_rights_told': rightsTold,
  '20261123_0441_session_seen': sessionSeen,
  '20261123_0442_report_mail': reportMail,
  '20261123_0520_annotation': annotation,
  '20261123_0521_annotation_gold': annotationGold,
  '20261123_0547_vendors': vendors,
  '20261123_0548_registers': registers,
  '20261123_0549_annotation_lease_end': annotationLeaseEnd,
  '20261123_0549_settlement': settlement,
  '20261123_0570_annotation_exports': annotationExports,
  '20261123_0550_annotation_acceptance': annotationAcceptance,
  '20261123_0610_vendor_terms': vendorTerms,
  '20261123_0590_vendor_results': vendorResults,
  '20261123_0611_submission_record': submissionRecord,
  '20261123_0600_annotation_queue_calls': annotationQueueCalls,
  '20261123_0700_review': review,
  '20261123_0760_notice': notice,
  '20261123_0640_blob_use': blobUse,
  '20261123_0660_claim_by_key': claimByKey,
  '20261123_0720_notify': notify,
  '20261123_0721_quality': quality,
  '20261123_0740_selection': selection,
  '20261123_0761_selection_outcome': selectionOutcome,
  '20261123_0790_used_numbers': usedNumbers,
  '20261124_0800_notice_text': noticeText,
  '20261124_0820_hidden_steps': hiddenSteps,
  '20261124_0850_queue_definer': queueDefiner,
  '20261124_0860_directory_reminders': directoryReminders,
};
