import type { KCenterWork } from "./k_center_reports.ts";
import type { Job } from "./kernel/layout.ts";
import { depthCost, lastCost, tileCost } from "./width_plan.ts";

/** Counts what a search does, and estimates what it costs. */
export class SearchWork {
  rounds = 0;
  pairs = 0;
  /** Widths of the leading coordinates, in the order of their use. */
  readonly widths = [0];
  /** Estimated nanoseconds of one thread so far. */
  spent = 0;
  #compared = 0;
  #measured = 0;
  #multiplyAdds = 0;
  readonly #milliseconds = { "set up": 0, refresh: 0, pick: 0, select: 0, widths: 0 };

  /** @param onDisk Whether rows lie in a file, where measuring one takes a read. */
  constructor(readonly onDisk: boolean) {}

  /** Adds what one step of the kernel did. */
  count(
    { width, depth, dimensions }: Pick<Job, "width" | "depth" | "dimensions">,
    { pairs, compared, measured }: Pick<Job, "pairs" | "compared" | "measured">,
  ): void {
    const deep = depth > width;
    this.pairs += pairs;
    this.#compared += compared;
    this.#measured += measured;
    this.#multiplyAdds += pairs * width + (deep ? compared * depth : 0);
    this.spent += pairs * width * tileCost + measured * lastCost(dimensions, this.onDisk) +
      (deep ? compared * depthCost(depth) : 0);
  }

  /** Adds the time since `from` to a part, and returns the time now; both as of `performance.now()`. */
  time(part: keyof KCenterWork["milliseconds"], from: number): number {
    const now = performance.now();
    this.#milliseconds[part] += now - from;
    return now;
  }

  /** All of it, for who measures. */
  report(): KCenterWork {
    return {
      rounds: this.rounds,
      pairs: this.pairs,
      compared: this.#compared,
      measured: this.#measured,
      multiplyAdds: this.#multiplyAdds,
      widths: this.widths,
      milliseconds: this.#milliseconds,
    };
  }
}
