import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import { collectFiles, collectUnrecorded } from './collect-files.ts';
import { completeUploads } from './complete-uploads.ts';
import type { FilesDeps } from './deps.ts';
import { previewFile, profileFile } from './profile-file.ts';
import type { ProfileJob } from './queue-profile.ts';
import { scrubBlobs } from './scrub-blobs.ts';

const profileJob = (payload: Record<string, unknown>): ProfileJob =>
  payload as unknown as ProfileJob;

/** Background work on files. */
export function filesJobs(deps: FilesDeps): JobHandlers {
  return {
    'catalog.preview-file': async (payload) => {
      await previewFile(deps, profileJob(payload));
    },
    'catalog.profile-file': (payload, context) => profileFile(deps, profileJob(payload), context),
    'catalog.finish-uploads': () => completeUploads(deps),
    'catalog.collect-files': () => collectFiles(deps),
    'catalog.collect-unrecorded': () => collectUnrecorded(deps),
    'catalog.scrub-blobs': (_payload, context) => scrubBlobs(deps, context),
  };
}

export const filesCron: readonly CronEntry[] = [
  { pattern: '* * * * *', job: 'catalog.finish-uploads' },
  { pattern: '17 * * * *', job: 'catalog.collect-files' },
  { pattern: '41 19 * * *', job: 'catalog.collect-unrecorded' },
  { pattern: '*/10 * * * *', job: 'catalog.scrub-blobs' },
];
