import { NodeHeap } from './node-heap.ts';

export interface FlowSizes {
  /** Reviews each item still needs. */
  readonly need: readonly number[];
  /** Seats each expert still has. */
  readonly capacity: readonly number[];
  /** Cost of an expert's seat number `taken` (from 0); must not fall as `taken` rises. */
  readonly seatCost: (expert: number, taken: number) => number;
  /** Cost of a review that nobody does; dearer than any way round. */
  readonly emptyCost: number;
}

/**
 * A min-cost flow from items through experts to the sink, optimal after every step: successive shortest
 * paths over reduced costs (Ahuja, Magnanti and Orlin, Network Flows, §9.7), where pairs can be added and
 * taken away later, each by one more shortest path. Costs are whole numbers ≥ 0, so all is exact below 2^53.
 * A review that nobody can do flows over a dear arc from the item straight to the sink: never infeasible.
 */
export class AssignmentFlow {
  readonly #sizes: FlowSizes;
  readonly #items: number;
  readonly #experts: number;
  readonly #sink: number;
  readonly #edgeItem: number[] = [];
  readonly #edgeExpert: number[] = [];
  readonly #edgeCost: number[] = [];
  readonly #edgeFlow: boolean[] = [];
  /** Edges of each item, and those of each expert that carry flow. */
  readonly #ofItem: number[][];
  readonly #held: number[][];
  readonly #load: Int32Array;
  readonly #empty: Int32Array;
  readonly #price: Float64Array;
  readonly #distance: Float64Array;
  readonly #settled: Uint8Array;
  readonly #from: Int32Array;
  readonly #via: Int32Array;
  readonly #heap = new NodeHeap();
  #touched: number[] = [];

  constructor(sizes: FlowSizes) {
    this.#sizes = sizes;
    this.#items = sizes.need.length;
    this.#experts = sizes.capacity.length;
    this.#sink = this.#items + this.#experts;
    this.#ofItem = Array.from({ length: this.#items }, () => []);
    this.#held = Array.from({ length: this.#experts }, () => []);
    this.#load = new Int32Array(this.#experts);
    this.#empty = new Int32Array(this.#items);
    const nodes = this.#sink + 1;
    this.#price = new Float64Array(nodes);
    this.#distance = new Float64Array(nodes).fill(Infinity);
    this.#settled = new Uint8Array(nodes);
    this.#from = new Int32Array(nodes).fill(-1);
    this.#via = new Int32Array(nodes).fill(-1);
  }

  /** Reviews of the item that nobody does. */
  emptyOf(item: number): number {
    return this.#empty[item] as number;
  }

  loadOf(expert: number): number {
    return this.#load[expert] as number;
  }

  /** Edges that carry a review. */
  chosen(): { edge: number; item: number; expert: number }[] {
    return this.#held.flatMap((edges, expert) =>
      edges.map((edge) => ({ edge, item: this.#edgeItem[edge] as number, expert })),
    );
  }

  /** What a pair of this cost would save (negative) or cost beyond the present prices. */
  reducedCost(item: number, expert: number, cost: number): number {
    return cost + (this.#price[item] as number) - (this.#price[this.#items + expert] as number);
  }

  /** Makes a pair possible; the flow is optimal again afterwards. The expert must have a seat. */
  add(item: number, expert: number, cost: number): number {
    const edge = this.#edgeCost.length;
    this.#edgeItem.push(item);
    this.#edgeExpert.push(expert);
    this.#edgeCost.push(cost);
    this.#edgeFlow.push(false);
    this.#restore(edge);
    return edge;
  }

  #restore(edge: number): void {
    const [item, expert] = [this.#edgeItem[edge] as number, this.#edgeExpert[edge] as number];
    (this.#ofItem[item] as number[]).push(edge);
    if (this.reducedCost(item, expert, this.#edgeCost[edge] as number) >= 0) return;
    this.#carry(edge);
    this.#augment(this.#items + expert, item);
  }

  /** Makes a pair impossible again; the flow is optimal for what is left. */
  remove(edge: number): void {
    const item = this.#edgeItem[edge] as number;
    drop(this.#ofItem[item] as number[], edge);
    if (!this.#edgeFlow[edge]) return;
    this.#release(edge);
    this.#augment(item, this.#items + (this.#edgeExpert[edge] as number));
  }

  /** Undoes `remove`. */
  putBack(edge: number): void {
    this.#restore(edge);
  }

  /** Finds a reviewer, or an empty seat, for every review of every item. */
  fill(): void {
    for (const [item, need] of this.#sizes.need.entries())
      for (let k = 0; k < need; k += 1) this.#augment(item, this.#sink);
  }

  /** What the present flow costs. */
  total(): number {
    let sum = 0;
    for (const { edge } of this.chosen()) sum += this.#edgeCost[edge] as number;
    for (let e = 0; e < this.#experts; e += 1)
      for (let k = 0; k < this.loadOf(e); k += 1) sum += this.#sizes.seatCost(e, k);
    for (const empty of this.#empty) sum += empty * this.#sizes.emptyCost;
    return sum;
  }

  /**
   * A value no flow can undercut (the dual at the present prices), for a problem with all pairs that
   * `costs` lists, added or not: `total() - lowerBound()` is the gap to the optimum.
   */
  lowerBound(costs: Iterable<readonly [item: number, expert: number, cost: number]>): number {
    const atSink = this.#price[this.#sink] as number;
    let sum = 0;
    for (const [item, need] of this.#sizes.need.entries()) {
      const price = this.#price[item] as number;
      sum += need * (atSink - price + Math.min(0, this.#sizes.emptyCost + price - atSink));
    }
    for (let e = 0; e < this.#experts; e += 1)
      for (let k = 0; k < (this.#sizes.capacity[e] as number); k += 1) {
        const price = this.#price[this.#items + e] as number;
        const reduced = this.#sizes.seatCost(e, k) + price - atSink;
        if (reduced >= 0) break;
        sum += reduced;
      }
    for (const [item, expert, cost] of costs)
      if ((this.#sizes.need[item] as number) > 0)
        sum += Math.min(0, this.reducedCost(item, expert, cost));
    return sum;
  }

  /** Experts that stand between an item and its reviewers: reachable, all without a free seat. */
  bottleneckOf(item: number): number[] {
    const seen = new Set<number>();
    const wait = [item];
    for (let node = wait.pop(); node !== undefined; node = wait.pop())
      for (const edge of this.#ofItem[node] ?? []) {
        const expert = this.#edgeExpert[edge] as number;
        if (this.#edgeFlow[edge] || seen.has(expert)) continue;
        seen.add(expert);
        for (const held of this.#held[expert] as number[])
          wait.push(this.#edgeItem[held] as number);
      }
    return [...seen].toSorted((a, b) => a - b);
  }

  #carry(edge: number): void {
    this.#edgeFlow[edge] = true;
    (this.#held[this.#edgeExpert[edge] as number] as number[]).push(edge);
  }

  #release(edge: number): void {
    this.#edgeFlow[edge] = false;
    drop(this.#held[this.#edgeExpert[edge] as number] as number[], edge);
  }

  /** One unit along the shortest path; every arc keeps a reduced cost ≥ 0. */
  #augment(from: number, to: number): void {
    this.#search(from, to);
    const length = this.#distance[to] as number;
    if (length === Infinity) throw new Error('no way through the flow');
    for (let node = to; node !== from;) {
      const before = this.#from[node] as number;
      this.#push(before, node, this.#via[node] as number);
      node = before;
    }
    for (const node of this.#touched) {
      if (this.#settled[node])
        this.#price[node] =
          (this.#price[node] as number) + (this.#distance[node] as number) - length;
      this.#distance[node] = Infinity;
      this.#settled[node] = 0;
    }
    this.#touched = [];
    this.#heap.clear();
  }

  #push(before: number, node: number, edge: number): void {
    const change = (node === this.#sink ? 1 : 0) - (before === this.#sink ? 1 : 0);
    const end = node === this.#sink ? before : node;
    if (edge >= 0) {
      if (before < this.#items) this.#carry(edge);
      else this.#release(edge);
    } else if (end < this.#items) this.#empty[end] = (this.#empty[end] as number) + change;
    else {
      const expert = end - this.#items;
      this.#load[expert] = (this.#load[expert] as number) + change;
    }
  }

  #search(from: number, to: number): void {
    this.#reach(from, 0, -1, -1);
    while (this.#heap.size > 0) {
      const key = this.#heap.peekKey();
      const node = this.#heap.pop();
      if (this.#settled[node] || key > (this.#distance[node] as number)) continue;
      this.#settled[node] = 1;
      if (node === to) return;
      if (node < this.#items) this.#leaveItem(node);
      else if (node < this.#sink) this.#leaveExpert(node);
      else this.#leaveSink();
    }
  }

  #reach(node: number, distance: number, from: number, via: number): void {
    const known = this.#distance[node] as number;
    if (distance >= known) return;
    if (known === Infinity) this.#touched.push(node);
    this.#distance[node] = distance;
    this.#from[node] = from;
    this.#via[node] = via;
    this.#heap.push(node, distance);
  }

  #step(from: number, to: number, cost: number, via: number): void {
    const reduced = cost + (this.#price[from] as number) - (this.#price[to] as number);
    this.#reach(to, (this.#distance[from] as number) + reduced, from, via);
  }

  #leaveItem(item: number): void {
    for (const edge of this.#ofItem[item] as number[])
      if (!this.#edgeFlow[edge])
        this.#step(
          item,
          this.#items + (this.#edgeExpert[edge] as number),
          this.#edgeCost[edge] as number,
          edge,
        );
    this.#step(item, this.#sink, this.#sizes.emptyCost, -1);
  }

  #leaveExpert(node: number): void {
    const expert = node - this.#items;
    for (const edge of this.#held[expert] as number[])
      this.#step(node, this.#edgeItem[edge] as number, -(this.#edgeCost[edge] as number), edge);
    const load = this.loadOf(expert);
    if (load < (this.#sizes.capacity[expert] as number))
      this.#step(node, this.#sink, this.#sizes.seatCost(expert, load), -1);
  }

  #leaveSink(): void {
    for (let expert = 0; expert < this.#experts; expert += 1) {
      const load = this.loadOf(expert);
      if (load > 0)
        this.#step(this.#sink, this.#items + expert, -this.#sizes.seatCost(expert, load - 1), -1);
    }
    for (let item = 0; item < this.#items; item += 1)
      if (this.emptyOf(item) > 0) this.#step(this.#sink, item, -this.#sizes.emptyCost, -1);
  }
}

/** Takes one number out of a list whose order does not matter. */
function drop(list: number[], value: number): void {
  const at = list.indexOf(value);
  const last = list.pop() as number;
  if (at < list.length) list[at] = last;
}
