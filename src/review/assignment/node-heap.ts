/** Nodes by distance, smallest first (binary heap); a node may stand in it more than once. */
export class NodeHeap {
  #nodes: number[] = [];
  #keys: number[] = [];

  get size(): number {
    return this.#nodes.length;
  }

  clear(): void {
    this.#nodes.length = 0;
    this.#keys.length = 0;
  }

  push(node: number, key: number): void {
    const [nodes, keys] = [this.#nodes, this.#keys];
    let at = nodes.length;
    nodes.push(node);
    keys.push(key);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((keys[up] as number) <= key) break;
      nodes[at] = nodes[up] as number;
      keys[at] = keys[up] as number;
      at = up;
    }
    nodes[at] = node;
    keys[at] = key;
  }

  /** The smallest key; call only when `size` > 0, before `pop`. */
  peekKey(): number {
    return this.#keys[0] as number;
  }

  pop(): number {
    const [nodes, keys] = [this.#nodes, this.#keys];
    const top = nodes[0] as number;
    const node = nodes.pop() as number;
    const key = keys.pop() as number;
    const size = nodes.length;
    if (size === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      if (down + 1 < size && (keys[down + 1] as number) < (keys[down] as number)) down += 1;
      if ((keys[down] as number) >= key) break;
      nodes[at] = nodes[down] as number;
      keys[at] = keys[down] as number;
      at = down;
    }
    nodes[at] = node;
    keys[at] = key;
    return top;
  }
}
