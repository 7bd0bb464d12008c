/** Of a profile, what comparing two versions needs. */
export interface TableShape {
  readonly rows: number | null;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}
