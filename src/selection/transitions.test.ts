import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import { replay, type ReplayedEvent } from './replay.ts';
import {
  applicationStates,
  applicationTransitions,
  roundStates,
  roundTransitions,
  shownState,
} from './transitions.ts';

/** The order of the reference, written down a second time: what the tables are held against. */
const roundWay = [
  ...['draft', 'open', 'closed', 'screening', 'reviewing', 'deliberating', 'noticing'],
  ...['published', 'archived'],
];

/** Runs random commands on a machine; the events that took place. */
function walk<S extends string, C extends string>(
  table: Transitions<S, C>,
  commands: readonly C[],
  start: S,
  check: (before: S, command: C, after: S) => void,
): { events: ReplayedEvent[]; state: S } {
  let state = start;
  const events: ReplayedEvent[] = [];
  for (const command of commands) {
    const before = state;
    try {
      state = transition(table, state, command);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(table[command].from).not.toContain(before);
      continue;
    }
    check(before, command, state);
    events.push({ application_id: null, command, before, after: state });
  }
  return { events, state };
}
const commandsOf = <C extends string>(table: Readonly<Record<C, unknown>>) =>
  fc.array(fc.constantFrom(...(Object.keys(table) as C[])), { maxLength: 60 });

test('rounds go one step forward, back by a named step, and end; each history replays', () => {
  fc.assert(
    fc.property(commandsOf(roundTransitions), (commands) => {
      const { events, state } = walk(
        roundTransitions,
        commands,
        'draft',
        (before, command, after) => {
          if (after === 'cancelled')
            expect(roundWay.indexOf(before)).toBeLessThan(roundWay.indexOf('published'));
          else {
            const step = roundWay.indexOf(after) - roundWay.indexOf(before);
            expect(command === 'reopen' ? step < 0 : Math.abs(step) === 1).toBe(true);
          }
          expect(['archived', 'cancelled']).not.toContain(before);
        },
      );
      const made = { application_id: null, command: 'create', before: null, after: 'draft' };
      expect(replay([made, ...events]).round).toBe(state);
    }),
    { numRuns: 2000 },
  );
});

test('applications never leave a terminal state but by a reasoned step; each history replays', () => {
  fc.assert(
    fc.property(commandsOf(applicationTransitions), (commands) => {
      const { events, state } = walk(
        applicationTransitions,
        commands,
        'draft',
        (before, command) => {
          expect(['withdrawn', 'revoked']).not.toContain(before);
          if (before === 'ineligible') expect(command).toBe('rescreen');
          if (before === 'not_selected') expect(command).toBe('reconsider');
          if (before === 'selected') expect(command).toBe('revoke');
        },
      );
      const of = events.map((event) => ({ ...event, application_id: 'a' }));
      const made = { application_id: 'a', command: 'start', before: null, after: 'draft' };
      expect(replay([made, ...of]).applications).toEqual(new Map([['a', state]]));
    }),
    { numRuns: 2000 },
  );
});

test('a record that was tampered with does not replay', () => {
  const made = { application_id: null, command: 'create', before: null, after: 'draft' };
  const open = { application_id: null, command: 'open', before: 'draft', after: 'open' };
  for (const wrong of [
    [open],
    [made, { ...open, after: 'published' }],
    [made, { ...open, before: 'closed' }],
    [made, { ...open, command: 'publish' }],
    [made, made],
  ])
    expect(() => replay(wrong)).toThrow(/replay/);
});

test('the deliberation shows in no state that applicants read before it is public', () => {
  for (const round of roundStates)
    for (const state of applicationStates) {
      const shown = shownState(state, round);
      if (round === 'published' || round === 'archived') expect(shown).toBe(state);
      else expect(['shortlisted', 'selected', 'not_selected']).not.toContain(shown);
      if (shown === 'noticed' && round !== 'published' && round !== 'archived')
        expect(round).toBe('noticing');
    }
});
