declare const granted: unique symbol;

/**
 * A row for which a policy has allowed one action. Only a feature's `policy.ts` mints it, so a
 * mutation that takes `Authorized<Dataset, 'publish'>` cannot be called on an unchecked row.
 */
export type Authorized<T, Action extends string> = T & { readonly [granted]: Action };

/** For `policy.ts` files alone (enforced by lint): states that `action` was checked for `row`. */
export function authorize<T, const Action extends string>(
  row: T,
  _action: Action,
): Authorized<T, Action> {
  return row as Authorized<T, Action>;
}
