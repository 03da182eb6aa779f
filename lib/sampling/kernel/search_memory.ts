import type { KCenterInput } from "../k_center_input.ts";
import type { KCenterTuning } from "../k_center_reports.ts";
import { sharedMemory } from "./kernel.ts";
import {
  jobAt,
  jobBytes,
  largestMemory,
  pickScratch,
  Places,
  refreshScratch,
  strideOf,
} from "./layout.ts";
import { chunkScratch, type Own } from "./tasks.ts";

/** Rows that the leading axes are learned from, at most. */
export const sampleRows = 2048;
const cacheRows = 1024;

/** Widths worth trying, up to the largest. */
export function widthsUpTo(largest: number): number[] {
  return [16, 24, 32, 48, 64, 80, 96, 128, 160, 192, 256].filter((width) => width <= largest);
}

/** The memory of one search: where everything lies, and views of it. */
export class SearchMemory {
  readonly memory: WebAssembly.Memory;
  readonly job: number;
  readonly counter: number;
  readonly zeros: number;
  readonly firstRow: number;
  readonly axes: number;
  readonly sample: number;
  readonly coordinates: number;
  readonly sums: number;
  readonly leads: number;
  readonly pickScratch: number;
  readonly own: [Own, ...Own[]];
  readonly onDisk: boolean;
  /** Whether the rows themselves may serve as leading coordinates. */
  readonly wholeRows: boolean;
  /** The most leading coordinates, the whole row aside; 0 where none would help. */
  readonly largestWidth: number;
  readonly order: Uint32Array;
  readonly radii: Float64Array;
  readonly squared: Float64Array;
  readonly values: Float64Array;
  readonly seen: Uint32Array;
  readonly slots: Uint32Array;
  readonly halves: Float32Array;
  readonly weights: Float64Array | undefined;
  readonly firstRowNumbers: Float32Array;
  readonly coordinateNumbers: Float32Array;
  readonly #stride: number;
  readonly #addresses: Record<
    | "rows"
    | "rowHalves"
    | "panels"
    | "halves"
    | "deepHalves"
    | "order"
    | "radii"
    | "squared"
    | "values"
    | "seen"
    | "slots",
    number
  >;
  readonly #weights: number;

  constructor(input: KCenterInput, tuning: KCenterTuning, threads: number, fromFile: boolean) {
    const { rows, dimensions, limit } = input;
    const stride = this.#stride = strideOf(dimensions);
    const places = new Places();
    const batch = tuning.batch ?? 2048;
    const centers = Math.ceil(limit / 16) * 16;
    const forced = tuning.width !== undefined && tuning.width < stride ? tuning.width : 0;
    const fitting = rows < 64 ? 0 : widthsUpTo(Math.min(256, stride / 2)).at(-1) ?? 0;
    this.largestWidth = Math.max(tuning.depth ?? fitting, forced);
    this.job = places.take(jobBytes);
    this.counter = places.take(4);
    this.zeros = places.take(stride * 4);
    this.firstRow = places.take(stride * 4);
    this.axes = places.take(this.largestWidth * stride * 4);
    this.sums = places.take(this.largestWidth * stride * 4);
    this.sample = places.take(sampleRows * stride * 4);
    this.coordinates = places.take(sampleRows * this.largestWidth * 4);
    this.pickScratch = places.take(pickScratch(batch));
    this.#addresses = {
      order: places.take(limit * 4),
      radii: places.take(limit * 8),
      squared: places.take(rows * 8),
      values: places.take(rows * 8),
      seen: places.take(rows * 4),
      slots: places.take(batch * 4),
      halves: places.take(centers * 4),
      deepHalves: places.take(centers * 4),
      rowHalves: 0,
      rows: 0,
      panels: 0,
    };
    this.#weights = input.weights ? places.take(rows * 8) : 0;
    this.leads = places.take(rows * this.largestWidth * 4);
    const scratch = Math.max(
      refreshScratch(Math.max(stride, this.largestWidth)),
      chunkScratch(stride),
    );
    const rowBytes = rows * stride * 4;
    const panelBytes = (width: number) => centers * width * 4;
    const rest = places.bytes + threads * scratch;
    const inMemory = rest + rowBytes + rows * 8 + panelBytes(this.largestWidth);
    this.onDisk = fromFile && inMemory > Math.min(tuning.memory ?? 3.5 * 2 ** 30, largestMemory);
    const whole = inMemory + panelBytes(stride);
    this.wholeRows = !this.onDisk && whole < largestMemory;
    if (!this.onDisk && inMemory > largestMemory) {
      throw new RangeError(
        `Expected rows of at most ${
          ((largestMemory - inMemory + rowBytes) / 2 ** 30).toFixed(1)
        } GiB in memory but found ${
          (rowBytes / 2 ** 30).toFixed(1)
        } GiB; rows in a file may be larger`,
      );
    }
    const cache = this.onDisk ? 2 * cacheRows * stride * 4 : 0;
    this.own = Array.from({ length: threads }, () => ({
      scratch: places.take(scratch),
      cache: places.take(cache),
      cacheRows: this.onDisk ? cacheRows : 1,
    })) as [Own, ...Own[]];
    if (!this.onDisk) {
      this.#addresses.rows = places.take(rowBytes);
      this.#addresses.rowHalves = places.take(rows * 8);
    }
    this.#addresses.panels = places.take(
      panelBytes(this.wholeRows ? Math.max(stride, this.largestWidth) : this.largestWidth),
    );
    this.memory = sharedMemory(places.bytes);
    const { buffer } = this.memory;
    const at = this.#addresses;
    this.order = new Uint32Array(buffer, at.order, limit);
    this.radii = new Float64Array(buffer, at.radii, limit);
    this.squared = new Float64Array(buffer, at.squared, rows);
    this.values = new Float64Array(buffer, at.values, rows);
    this.seen = new Uint32Array(buffer, at.seen, rows);
    this.slots = new Uint32Array(buffer, at.slots, batch);
    this.halves = new Float32Array(buffer, at.halves, centers);
    this.weights = this.#weights ? new Float64Array(buffer, this.#weights, rows) : undefined;
    this.firstRowNumbers = new Float32Array(buffer, this.firstRow, stride);
    this.coordinateNumbers = new Float32Array(
      buffer,
      this.coordinates,
      sampleRows * this.largestWidth,
    );
  }

  /** Fills in the Job, but for what changes from round to round. */
  describe({ dimensions, limit, threshold }: KCenterInput): void {
    Object.assign(jobAt(this.memory.buffer, this.job), this.#addresses, {
      stride: this.#stride,
      dimensions,
      leads: this.leads,
      weights: this.#weights,
      limit,
      threshold,
    });
  }

  rowsAt(first: number, count: number): Float32Array {
    const stride = this.#stride;
    const address = this.#addresses.rows + first * stride * 4;
    return new Float32Array(this.memory.buffer, address, count * stride);
  }

  sampleRow(i: number): Float32Array {
    const stride = this.#stride;
    return new Float32Array(this.memory.buffer, this.sample + i * stride * 4, stride);
  }
}
