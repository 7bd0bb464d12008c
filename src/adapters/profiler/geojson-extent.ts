/** Geometry types and the bounding box of the features of a GeoJSON document (RFC 7946). */
export class GeoJsonExtent {
  features = 0;
  readonly #types = new Map<string, number>();
  readonly #box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  add(geometry: unknown): void {
    this.features++;
    const shape = geometry as {
      type?: unknown;
      coordinates?: unknown;
      geometries?: unknown;
    } | null;
    const type = typeof shape?.type === 'string' ? shape.type.slice(0, 40) : 'null';
    if (this.#types.has(type) || this.#types.size < 20)
      this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
    this.#walk(shape?.coordinates, 0);
    if (Array.isArray(shape?.geometries))
      for (const part of shape.geometries)
        this.#walk((part as { coordinates?: unknown })?.coordinates, 0);
  }

  result(): {
    features: number;
    geometries: Record<string, number>;
    bbox?: [number, number, number, number];
  } {
    const found = Number.isFinite(this.#box[0]);
    return {
      features: this.features,
      geometries: Object.fromEntries(this.#types),
      ...(found ? { bbox: this.#box } : {}),
    };
  }

  #walk(coordinates: unknown, depth: number): void {
    if (!Array.isArray(coordinates) || depth > 8) return;
    const [x, y] = coordinates as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      const box = this.#box;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
      return;
    }
    for (const part of coordinates) this.#walk(part, depth + 1);
  }
}
