import type { Crew } from "./kernel/crew.ts";
import type { Job } from "./kernel/layout.ts";
import { type RowFile, RowReader } from "./kernel/row_file.ts";
import { sampleRows, type SearchMemory, widthsUpTo } from "./kernel/search_memory.ts";
import { leadingAxes } from "./leading_axes.ts";
import type { WidthChoice } from "./width_plan.ts";

/** The leading coordinates of the rows: how many would pay, and the numbers that make their bounds certain. */
export class Leads implements Disposable {
  readonly #memory: SearchMemory;
  readonly #crew: Crew;
  readonly #job: Job;
  readonly #reader: RowReader | undefined;
  #longest = 0;
  #axes: { deviation: number; scale: number } | undefined;
  /** Whether the leading coordinates have been worked out. */
  projected = false;

  constructor(memory: SearchMemory, crew: Crew, file: RowFile | undefined) {
    this.#memory = memory;
    this.#crew = crew;
    this.#job = crew.here.job;
    this.#reader = file && new RowReader(file);
  }

  /** Allows bounds in float32 for rows of this largest squared norm, or not. */
  allow(longest: number): void {
    this.#longest = longest;
    const job = this.#job;
    if (this.allowed) job.rowMargin = (1.02 * (job.stride + 4) * 2 ** -24 + 1e-9) * longest;
    else job.rowHalves = 0;
  }

  /** Whether float32 bounds are safe from overflow and underflow here, and worth having. */
  get allowed(): boolean {
    return (this.#memory.largestWidth > 0 || this.#memory.wholeRows) && this.#longest > 1e-20 &&
      this.#longest < 1e20;
  }

  /**
   * For each width that could be used, the share of pairs that it would not rule out.
   *
   * @param next Rows to try it on, like those that are looked at next.
   */
  choices(next: Uint32Array, threshold: number): WidthChoice[] {
    const memory = this.#memory;
    const job = this.#job;
    const rows = memory.squared.length;
    this.#findAxes();
    const width = memory.largestWidth;
    const { kernel } = this.#crew.here;
    const take = (ids: ArrayLike<number>) => {
      for (let i = 0; i < ids.length; i++) memory.sampleRow(i).set(this.row(ids[i]!));
      kernel.project(memory.sample, job.stride, ids.length, memory.axes, width, memory.coordinates);
      return memory.coordinateNumbers.slice(0, ids.length * width);
    };
    const points = spread(next, Math.min(next.length, 64));
    const chosen = job.centers > 64
      ? memory.order.subarray(0, job.centers)
      : Uint32Array.from({ length: rows }, (_, row) => row);
    const centers = spread(chosen, Math.min(chosen.length, 512));
    const [a, b] = [take(points), take(centers)];
    const survivors = new Map<number, number>(widthsUpTo(width).map((w) => [w, 0]));
    for (let i = 0; i < points.length; i++) {
      // At the start no row has a small distance yet: later ones will be about the threshold.
      const reach = job.centers > 64 ? memory.squared[points[i]!]! : threshold ** 2;
      const bound = reach * this.#axes!.scale ** 2;
      for (let j = 0; j < centers.length; j++) {
        let sum = 0;
        for (let k = 0; k < width && sum < bound; k++) {
          sum += (a[i * width + k]! - b[j * width + k]!) ** 2;
          const count = survivors.get(k + 1);
          if (count !== undefined && sum < bound) survivors.set(k + 1, count + 1);
        }
      }
    }
    const pairs = points.length * centers.length;
    const measured = survivors.get(width)! / pairs;
    const choices: WidthChoice[] = [{ width: 0, compared: 0, measured: 1 }];
    for (const [w, count] of survivors) {
      choices.push({ width: w, compared: count / pairs, measured });
    }
    if (memory.wholeRows) {
      // Whole rows leave over hardly more than what is nearer, at most what the leading coordinates do.
      choices.push({ width: job.stride, compared: 0, measured: measured / 10 });
    }
    return choices;
  }

  #findAxes(): void {
    if (this.#axes) return;
    const memory = this.#memory;
    const rows = memory.squared.length;
    const count = Math.min(sampleRows, rows) & ~3;
    for (let i = 0; i < count; i++) {
      memory.sampleRow(i).set(this.row(Math.floor(i * rows / count)));
    }
    const scale = 2 ** -Math.ceil(Math.log2(Math.sqrt(this.#longest)));
    const deviation = leadingAxes(this.#crew.here.kernel, memory.memory.buffer, {
      sample: memory.sample,
      count,
      stride: this.#job.stride,
      coordinates: memory.coordinates,
      sums: memory.sums,
      axes: memory.axes,
      width: memory.largestWidth,
    }, scale);
    this.#axes = { deviation, scale };
  }

  /** Goes over to leading coordinates of this width; the numbers are explained in K_CENTER.md. */
  async use(width: number): Promise<void> {
    const job = this.#job;
    const memory = this.#memory;
    const unit = 2 ** -24;
    const whole = width === job.stride && memory.wholeRows;
    const depth = whole ? width : memory.largestWidth;
    job.width = width;
    if (width === 0) return;
    const norm = Math.sqrt(this.#longest) * (1 + 1e-9);
    job.depth = depth;
    job.rounding = 1.02 * (depth + 4) * unit;
    const exact = 1 + job.dimensions * 2 ** -52;
    if (whole) {
      job.leads = job.rows;
      job.scale = 1;
      job.stretch = exact;
      job.slack = 0;
      job.longest = norm ** 2;
    } else {
      this.#findAxes();
      const { deviation, scale } = this.#axes!;
      const length = Math.sqrt(1 + deviation);
      const error = 1.02 * (job.stride / 8 + 8) * unit * Math.sqrt(depth) * scale * norm * length +
        1e-20;
      job.leads = memory.leads;
      job.scale = scale;
      job.stretch = length * exact;
      job.slack = 2 * error;
      job.longest = (scale * norm * length + error) ** 2;
      if (!this.projected) await this.#crew.run("project");
      this.projected = true;
    }
    for (let place = 0; place < job.centers; place++) {
      this.#crew.here.kernel.enter(memory.job, place);
    }
  }

  /** A row with zeros behind it, until the next call. */
  row(id: number): Float32Array {
    const { stride, dimensions } = this.#job;
    if (this.#job.rows !== 0) return this.#memory.rowsAt(id, 1);
    const row = new Float32Array(stride);
    row.set(this.#reader!.read(id, 1).subarray(0, dimensions));
    return row;
  }

  [Symbol.dispose](): void {
    this.#reader?.[Symbol.dispose]();
  }
}

/** `count` of the ids, evenly spread. */
function spread(ids: Uint32Array, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => ids[Math.floor(i * ids.length / count)]!);
}
