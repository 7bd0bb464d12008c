import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import type { AssignmentState } from './tables.ts';
import { assignmentStates, live, writable, type AssignmentCommand } from './transitions.ts';

/** What a review is, said without the table: facts that follow from its history. */
interface Model {
  over: boolean;
  withdrawn: boolean;
  declared: boolean;
  begun: boolean;
  versions: number;
  /** The newest version stands; false while it is being rewritten. */
  stands: boolean;
}
interface Real {
  state: AssignmentState;
}

const allowed: Record<AssignmentCommand, (m: Model) => boolean> = {
  accept: (m) => !m.over && !m.declared,
  decline: (m) => !m.over && m.versions === 0,
  recuse: (m) => !m.over,
  begin: (m) => !m.over && m.declared && !m.begun,
  submit: (m) => !m.over && m.begun && !m.stands,
  reopen: (m) => !m.over && m.stands,
  invalidate: (m) => !m.over,
  invite: (m) => m.withdrawn,
};
const effect: Record<AssignmentCommand, (m: Model) => void> = {
  accept: (m) => (m.declared = true),
  decline: (m) => (m.over = true),
  recuse: (m) => (m.over = true),
  begin: (m) => (m.begun = true),
  submit: (m) => {
    m.versions += 1;
    m.stands = true;
  },
  reopen: (m) => (m.stands = false),
  invalidate: (m) => {
    m.over = true;
    m.withdrawn = true;
  },
  invite: (m) => Object.assign(m, fresh()),
};
const fresh = (): Model => ({
  ...{ over: false, withdrawn: false, declared: false, begun: false, versions: 0, stands: false },
});

class Step implements fc.Command<Model, Real> {
  readonly command: AssignmentCommand;
  constructor(command: AssignmentCommand) {
    this.command = command;
  }
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    const before = real.state;
    if (allowed[this.command](model)) {
      real.state = transition(assignmentStates, before, this.command);
      effect[this.command](model);
    } else expect(() => transition(assignmentStates, before, this.command)).toThrow(AppError);
    expect(live.includes(real.state)).toBe(!model.over);
    expect(real.state === 'submitted').toBe(!model.over && model.stands);
    expect(real.state === 'reopened').toBe(!model.over && model.versions > 0 && !model.stands);
    expect(writable.includes(real.state)).toBe(!model.over && model.declared && !model.stands);
  }
  toString(): string {
    return this.command;
  }
}

test('a review obeys its history in 2,000 runs of commands', () => {
  const commands = Object.keys(assignmentStates) as AssignmentCommand[];
  fc.assert(
    fc.property(
      fc.commands(
        commands.map((command) => fc.constant(new Step(command))),
        { maxCommands: 40 },
      ),
      (steps) => {
        fc.modelRun(() => ({ model: fresh(), real: { state: 'invited' } }), steps);
      },
    ),
    { numRuns: 2000 },
  );
});
