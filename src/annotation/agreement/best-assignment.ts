/**
 * The one-to-one assignment of rows to columns with the greatest total weight (Hungarian method with
 * potentials, Kuhn 1955, in the shortest-augmenting-path form; O(rows² × columns)).
 * @param weights rows × columns, not negative; 0 means the two may not be paired
 * @returns for each row its column, or −1
 */
export function bestAssignment(weights: readonly (readonly number[])[]): number[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, c) =>
      weights.map((row) => row[c] as number),
    );
    const out = Array.from({ length: rows }, () => -1);
    for (const [c, r] of bestAssignment(turned).entries()) if (r >= 0) out[r] = c;
    return out;
  }
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** The row matched to each column, counted from 1; column 0 holds the row being placed. */
  const rowAt = new Uint32Array(columns + 1);
  const from = new Uint32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    rowAt[0] = row;
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const visited = new Uint8Array(columns + 1);
    let column = 0;
    do {
      visited[column] = 1;
      const at = rowAt[column] as number;
      let [delta, next] = [Infinity, 0];
      for (let c = 1; c <= columns; c += 1) {
        if (visited[c]) continue;
        const reduced =
          -(weights[at - 1]?.[c - 1] as number) -
          (rowPotential[at] as number) -
          (columnPotential[c] as number);
        if (reduced < (slack[c] as number)) {
          slack[c] = reduced;
          from[c] = column;
        }
        if ((slack[c] as number) < delta) [delta, next] = [slack[c] as number, c];
      }
      for (let c = 0; c <= columns; c += 1) {
        if (visited[c]) {
          const held = rowAt[c] as number;
          rowPotential[held] = (rowPotential[held] as number) + delta;
          columnPotential[c] = (columnPotential[c] as number) - delta;
        } else slack[c] = (slack[c] as number) - delta;
      }
      column = next;
    } while (rowAt[column] !== 0);
    while (column !== 0) {
      const previous = from[column] as number;
      rowAt[column] = rowAt[previous] as number;
      column = previous;
    }
  }
  const out = Array.from({ length: rows }, () => -1);
  for (let c = 1; c <= columns; c += 1) {
    const row = (rowAt[c] as number) - 1;
    if (row >= 0 && (weights[row]?.[c - 1] as number) > 0) out[row] = c - 1;
  }
  return out;
}
