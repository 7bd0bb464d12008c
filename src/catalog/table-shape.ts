/** Of a profile, what comparisons and the check before publication need. */
export interface TableShape {
  readonly rows: number | null;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly sensitive?: string;
    readonly matches?: number;
  }[];
}
