import {
  prepareProject,
  prepareTeam,
  prepareVendor,
  type AnnotationDeps,
} from '#src/annotation/index.ts';
import { publishAsHub, type CatalogHub, type FinishedDataset } from '#src/catalog/index.ts';
import {
  addMember,
  createOrg,
  createUser,
  organisationBySlug,
  usccCheckCharacter,
  type IdentityDeps,
} from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { demoBase, demoProjects } from './demo/annotation.ts';
import { demoDatasets } from './demo/datasets.ts';
import type { RoundDeps } from './demo/selection/cast.ts';
import { demoExperts } from './demo/selection/experts.ts';
import { prepareRounds } from './demo/selection/rounds.ts';
import { prepareEntry } from '#src/registers/index.ts';
import { organisations, people, team, type SeedPerson } from './demo/people.ts';
import { packageFile } from './package-file.ts';
import { readmeOf } from './readme.ts';
import type { SeedDataset } from './seed-dataset.ts';

type Deps = Pick<CatalogHub, 'blobs' | 'jobs' | 'clock' | 'store'> &
  Pick<AnnotationDeps, 'store'> &
  Pick<IdentityDeps, 'store'> &
  RoundDeps & { readonly config: { readonly secret: string } };

export interface SeededUser {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

export interface SeedReport {
  /** Datasets of which this run published a version. */
  readonly datasets: number;
  /** People made by this run, or by the one it completes, with the passwords they were given. */
  readonly users: readonly SeededUser[];
  /** Whether there are rounds of selection: not while the calendar lacks the days ahead. */
  readonly rounds: boolean;
}

const seeding = systemActor('seed');

/**
 * Another one on every installation, and the same again after a crash: the run that made the person
 * may have been killed before it printed the password.
 */
const passwordOf = async ({ config }: Deps, email: string): Promise<string> =>
  (await sha256Hex(`demo password ${config.secret} ${email}`)).slice(0, 20);

/** Makes the account; false for one who is there already. */
async function ensureAccount(
  deps: Deps,
  { email, name, staff }: SeedPerson,
  password: string | undefined,
): Promise<boolean> {
  try {
    await createUser(deps, { email, name, password, staffRole: staff, verified: true });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.spec === errors.duplicate) return false;
    throw error;
  }
}

/** Makes the person; one who is there already is reported only if an interrupted run made it. */
async function ensurePerson(
  deps: Deps,
  person: SeedPerson,
  interrupted: boolean,
): Promise<SeededUser | undefined> {
  const { role, email } = person;
  const password = await passwordOf(deps, email);
  const made = await ensureAccount(deps, person, password);
  return made || interrupted ? { role, email, password } : undefined;
}

async function ensureOrganisations(deps: Deps): Promise<void> {
  for (const { slug, name, kind, uscc17, owner } of organisations) {
    const there = await deps.store.read(seeding, (db) => organisationBySlug(db, slug));
    if (there) continue;
    const uscc = uscc17 + (usccCheckCharacter(uscc17) ?? '');
    await createOrg(deps, { name, slug, kind, uscc, ownerEmail: owner, approved: true });
  }
}

function finished(seed: SeedDataset): FinishedDataset {
  const { org, name, versions, visibility = 'public' } = seed;
  const contact = { name: '演示数据 / Demonstration', email: 'provider@demo.example' };
  return {
    org,
    name,
    visibility,
    card: { ...seed.card, classification: 'general', contact, readme: readmeOf(seed) },
    versions: versions.map(({ version, notes, files }) => ({
      version,
      notes,
      files: files.map(({ path, from, make }) => ({
        path,
        content: async () => {
          const shipped = await packageFile(from);
          return make ? make(shipped) : shipped;
        },
      })),
    })),
  };
}

/** Publishes the datasets of one organisation in their order; how many were not there before. */
async function publishAllOf(deps: Deps, org: string): Promise<number> {
  let count = 0;
  for (const seed of demoDatasets.filter((d) => d.org === org)) {
    const published = await publishAsHub(deps, seeding, finished(seed));
    if (published.length > 0) count += 1;
  }
  return count;
}

/** An approved vendor, and projects of a demand side with a package each: work to take and work to do. */
async function prepareAnnotation(deps: Deps): Promise<void> {
  await prepareVendor(deps, seeding, 'zhongbiao-annotation', {
    modalities: ['text', 'image', 'audio'],
    languages: ['zh', 'en'],
    headcount: 40,
    about: {
      zh: '示例供应商：文本与图像标注。',
      en: 'A demonstration vendor for texts and images.',
    },
  });
  const members = [];
  for (const { email, role, skills } of team) {
    const userId = await addMember(deps, { slug: demoBase.org, email });
    members.push({ userId, role, skills });
  }
  await prepareTeam(deps, seeding, demoBase.org, members);
  await prepareEntry(deps as never, seeding, demoBase);
  for (const project of demoProjects) await prepareProject(deps, seeding, project);
}

/**
 * Loads the demonstration: people of every role, organisations of every kind, and real datasets with
 * their files from npm packages. Safe to run again: what is there stays as it is, an interrupted run
 * is completed. Profiles and the search index follow as jobs.
 */
export async function seedDemo(
  deps: Deps,
  { interrupted = false }: { readonly interrupted?: boolean } = {},
): Promise<SeedReport> {
  const made = await Promise.all(people.map((person) => ensurePerson(deps, person, interrupted)));
  const printed = new Set(people.map((person) => person.email));
  const experts = demoExperts.filter(({ email }) => !printed.has(email));
  // Nobody signs in as these: they stand for the register.
  for (const expert of experts) await ensureAccount(deps, expert, undefined);
  await ensureOrganisations(deps);
  await prepareAnnotation(deps);
  const counts = await Promise.all(organisations.map(({ slug }) => publishAllOf(deps, slug)));
  const rounds = await prepareRounds(deps);
  return {
    rounds,
    datasets: counts.reduce((sum, count) => sum + count, 0),
    users: made.filter((user) => user !== undefined),
  };
}

/** The lines that are printed once: address and password of each person made. */
export function seedNotice(report: SeedReport): string {
  const width = Math.max(...report.users.map((u) => u.role.length));
  return [
    `Demonstration data: ${report.datasets} datasets published.`,
    ...(report.rounds
      ? []
      : [
          'No rounds of selection: the calendar lacks the working days ahead; add the year and seed again.',
        ]),
    ...(report.users.length > 0 ? ['Sign in with (shown only this once):'] : []),
    ...report.users.map((u) => `  ${u.role.padEnd(width)}  ${u.email}  ${u.password}`),
  ].join('\n');
}
