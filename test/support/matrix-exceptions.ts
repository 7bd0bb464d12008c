import { reviewExceptions } from './matrix-review.ts';
import { routeName, type ApiRoute } from './api-document.ts';

export const actorNames = [
  'anonymous',
  'unverified',
  'stranger',
  'member',
  'manager',
  'owner',
] as const;
export const staffNames = ['operator', 'approver', 'auditor', 'admin'] as const;
export type ActorName = (typeof actorNames)[number] | (typeof staffNames)[number] | 'narrow token';
/** How an answer reads to its caller; `allowed` is everything that is no refusal of the caller. */
export type Verdict = 'allowed' | 'sign in' | 'forbidden' | 'hidden' | 'invalid';

/** Who objects to a notice stays between the person, who is none of these, and the staff. */
const ofPersonAndStaff: Partial<Record<ActorName, readonly Verdict[]>> = {
  ...{ member: ['hidden'], manager: ['hidden'], owner: ['hidden'], admin: ['hidden'] },
  ...{ operator: ['allowed'], approver: ['allowed'], auditor: ['allowed'] },
};
const hiddenFromAll = Object.fromEntries(
  [...actorNames, ...staffNames]
    .filter((name) => name !== 'anonymous' && name !== 'unverified')
    .map((name) => [name, ['hidden']]),
) as Partial<Record<ActorName, readonly Verdict[]>>;

const hiddenFromLeaders: Partial<Record<ActorName, readonly Verdict[]>> = {
  ...{ manager: ['hidden'], owner: ['hidden'] },
};

/** Where a route says more than its access does, with the reason. */
export const exceptions: Readonly<Record<string, Partial<Record<ActorName, readonly Verdict[]>>>> =
  {
    ...reviewExceptions,
    // A member leaves by itself and removes nobody else.
    'DELETE /api/v1/organisations/{slug}/members/{userId}': { member: ['forbidden'] },
    // The new owner must be a member; the sample of the schema is nobody.
    'POST /api/v1/organisations/{slug}/transfer': { owner: ['hidden'] },
    'GET /api/v1/objections/{id}': ofPersonAndStaff,
    'POST /api/v1/objections/{id}/evidence': hiddenFromAll,
    'GET /api/v1/objections/{id}/evidence/{file}': hiddenFromAll,
    // There is no such file, and the organisation that leads is not asked to join.
    'GET /api/v1/selection/applications/{id}/files/{file}': hiddenFromAll,
    'DELETE /api/v1/selection/applications/{id}/files/{file}': hiddenFromLeaders,
    'DELETE /api/v1/selection/applications/{id}/joint/{slug}': hiddenFromLeaders,
    'POST /api/v1/selection/applications/{id}/joint/{slug}/answer': hiddenFromLeaders,
    // Approvers read what operators propose.
    'GET /api/v1/operator/selection/rounds/{id}/decision': { approver: ['allowed'] },
    // Approvers and auditors read what operators decide.
    'GET /api/v1/operator/organisations': {
      approver: ['allowed'],
      auditor: ['allowed'],
      admin: ['allowed'],
    },
  };

/** Public descriptions whose address is an organisation: visible to all, since the organisation is. */
export const openToAll = (route: ApiRoute): boolean =>
  routeName(route) === 'GET /api/v1/organisations/{slug}' ||
  (route.method === 'GET' &&
    [
      '/api/v1/registers/',
      '/api/v1/notices/',
      '/api/v1/selection/rounds/',
      '/api/v1/selection/directory/',
      '/api/v1/calendar/',
      '/api/v1/review/panels/',
    ].some((at) => route.path.startsWith(at))) ||
  // Anybody with an account may object to a public notice.
  routeName(route) === 'POST /api/v1/notices/{id}/objections';
