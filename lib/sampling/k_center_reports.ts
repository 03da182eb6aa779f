import type { KCenterCheckpoint } from "./k_center_checkpoint.ts";

/** How far a selection has come. */
export interface KCenterProgress {
  readonly chosen: number;
  /** The most rows that can be chosen. */
  readonly limit: number;
  /** The value at which the last row was taken; Infinity while only the first is chosen. */
  readonly radius: number;
}

/** Knobs that change speed and memory but never the result. */
export interface KCenterTuning {
  /** Worker threads; 0 runs all in the calling thread. Default: one per core, at most 8. */
  readonly workers?: number;
  /** The most candidates in a round; default 2,048. */
  readonly batch?: number;
  /** Always this many leading coordinates (a multiple of 4, or 0) instead of what pays. */
  readonly width?: number;
  /** Work out this many leading coordinates (a multiple of 4, at least `width` unless that is all). */
  readonly depth?: number;
  /** `"plain"` leaves relaxed SIMD alone even where it exists. */
  readonly simd?: "relaxed" | "plain";
  /** Rows of a file stay on disk where more bytes than this would be needed; default 3.5 GiB. */
  readonly memory?: number;
}

/** How a selection reports, stops and goes on. */
export interface KCenterReports {
  /** Stops the selection: one last checkpoint, then the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called now and then, and at the end. */
  readonly onProgress?: (progress: KCenterProgress) => void;
  /** Given what is needed to go on later, now and then and when the signal stops the selection. */
  readonly onCheckpoint?: (checkpoint: KCenterCheckpoint) => void;
  /** Milliseconds between checkpoints; default 60,000. */
  readonly checkpointEvery?: number;
  /** Goes on from a checkpoint of the same rows, weights and first row; `k` and `threshold` may differ. */
  readonly resume?: KCenterCheckpoint;
  /** Told how much was done, for measurements. */
  readonly onWork?: (work: KCenterWork) => void;
}

/** What a selection took. */
export interface KCenterWork {
  readonly rounds: number;
  /** Pairs of a row and a center that were looked at, compared in depth, measured in double precision. */
  readonly pairs: number;
  readonly compared: number;
  readonly measured: number;
  /** Multiply-adds of the pairs' leading coordinates. */
  readonly multiplyAdds: number;
  /** Widths of the leading coordinates, in the order in which they were used. */
  readonly widths: readonly number[];
  /** Milliseconds by part. */
  readonly milliseconds: Readonly<
    Record<"set up" | "refresh" | "pick" | "select" | "widths", number>
  >;
}
