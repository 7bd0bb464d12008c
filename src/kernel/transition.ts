import { AppError, errors } from './errors.ts';

/** A state machine as data: which command leads from which states to which state. */
export type Transitions<State extends string, Command extends string> = {
  readonly [C in Command]: { readonly from: readonly State[]; readonly to: State };
};

/** The state after `command`; throws hub.wrongState naming the states in which it would be possible. */
export function transition<State extends string, Command extends string>(
  table: Transitions<State, Command>,
  state: State,
  command: Command,
): State {
  const rule = table[command];
  if (!rule.from.includes(state))
    throw new AppError(errors.wrongState, { extra: { state, command, possibleIn: rule.from } });
  return rule.to;
}
