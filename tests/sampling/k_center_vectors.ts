import vectors from "./k_center_vectors.json" with { type: "json" };
import type { KCenterChoice } from "../../lib/sampling/k_center_input.ts";

/** One input and what the NumPy reference (its default, double precision) chose. */
export interface KCenterCase {
  readonly name: string;
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  readonly choice: KCenterChoice;
  readonly order: readonly number[];
  readonly radii: readonly number[];
}

export const cases: KCenterCase[] = vectors.cases.map((v) => ({
  name: v.name,
  embeddings: Float32Array.from(v.rows),
  dimensions: v.dimensions,
  choice: {
    ...(v.options as KCenterChoice),
    ...(v.weights && { weights: Float64Array.from(v.weights) }),
  },
  order: v.order,
  radii: v.radii,
}));
