/**
 * Embeddings, exact greedy k-center, and subsets.
 *
 * @module
 */
export * from "./diversity_curve.ts";
export * from "./k_center.ts";
export {
  decodeCheckpoint,
  encodeCheckpoint,
  type KCenterCheckpoint,
} from "./k_center_checkpoint.ts";
export * from "./local_embedding.ts";
export * from "./near_duplicates.ts";
export * from "./subsets.ts";
export * from "./unit_rows.ts";
