import { instantiateKernel, type Kernel } from "./kernel.ts";
import { type Job, jobAt, refreshBlock, refreshCounts } from "./layout.ts";
import { layRows, type RowFile, RowReader } from "./row_file.ts";

/** What every thread of a selection shares. */
export interface Shared {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly job: number;
  readonly rows: number;
  /** A u32 that threads take the next piece of work from. */
  readonly counter: number;
  /** float32 axes of the leading coordinates. */
  readonly axes: number;
  /** A row of zeros. */
  readonly zeros: number;
  /** Where the first chosen row is kept. */
  readonly firstRow: number;
  /** Where the rows come from that do not lie in the memory. */
  readonly file?: RowFile;
}

/** The places that one thread has for itself. */
export interface Own {
  readonly scratch: number;
  /** Copies of rows on disk: this many for points and as many for centers; 0 where rows lie in the memory. */
  readonly cache: number;
  readonly cacheRows: number;
}

/** One task; every thread runs it and takes pieces until none is left. */
export type Task = "load" | "measure" | "project" | "refresh";

/** What a thread brings back from a task. */
export interface Outcome {
  /** `measure`: the largest squared norm among this thread's rows. */
  readonly longest: number;
  /** `refresh`: pairs looked at, pairs among them compared in depth, and pairs measured exactly. */
  readonly pairs: number;
  readonly compared: number;
  readonly measured: number;
}

const chunk = 256;

const nothing: Outcome = { longest: 0, pairs: 0, compared: 0, measured: 0 };

/** One thread's part in a selection. */
export class Tasks implements Disposable {
  readonly kernel: Kernel;
  readonly job: Job;
  readonly #shared: Shared;
  readonly #own: Own;
  readonly #buffer: ArrayBufferLike;
  readonly #reader: RowReader | undefined;

  constructor(shared: Shared, own: Own) {
    this.#shared = shared;
    this.#own = own;
    this.#buffer = shared.memory.buffer;
    this.job = jobAt(this.#buffer, shared.job);
    this.#reader = shared.file && new RowReader(shared.file);
    const cacheOf = (start: number) => {
      const ids = new Int32Array(own.cacheRows).fill(-1);
      return (id: number) => this.#cached(id >>> 0, start, ids);
    };
    const rowBytes = this.job.stride * 4;
    this.kernel = instantiateKernel(shared.module, shared.memory, {
      point: cacheOf(own.cache),
      center: cacheOf(own.cache + own.cacheRows * rowBytes),
    });
  }

  /** Runs this thread's part of a task. */
  run(task: Task): Outcome {
    switch (task) {
      case "load":
        this.#chunks((first, count) => {
          const { dimensions, stride } = this.job;
          const rows = this.#reader!.readChecked(first, count);
          layRows(rows, dimensions, this.#floats(this.job.rows + first * stride * 4), stride);
        });
        return nothing;
      case "measure":
        return { ...nothing, longest: this.#measure() };
      case "project":
        this.#chunks((first, count) => {
          const { leads, depth, stride } = this.job;
          const to = leads + first * depth * 4;
          this.kernel.project(
            this.#rowsAt(first, count),
            stride,
            count,
            this.#shared.axes,
            depth,
            to,
          );
        });
        return nothing;
      case "refresh":
        return this.#refresh();
    }
  }

  [Symbol.dispose](): void {
    this.#reader?.[Symbol.dispose]();
  }

  /** Distances of all rows to the first chosen one, and the largest norm. */
  #measure(): number {
    const { dimensions, stride, squared, values, seen, weights, rowHalves } = this.job;
    const { scratch } = this.#own;
    const norms = new Float64Array(this.#buffer, scratch, chunk);
    let longest = 0;
    this.#chunks((first, count) => {
      const rows = this.#rowsAt(first, count, true);
      const to = squared + first * 8;
      this.kernel.distances(rows, stride, dimensions, count, this.#shared.firstRow, to);
      const distances = new Float64Array(this.#buffer, to, count);
      const value = new Float64Array(this.#buffer, values + first * 8, count);
      const weight = weights
        ? new Float64Array(this.#buffer, weights + first * 8, count)
        : undefined;
      for (let i = 0; i < count; i++) {
        value[i] = (weight ? weight[i]! : 1) * Math.sqrt(distances[i]!);
      }
      new Uint32Array(this.#buffer, seen + first * 4, count).fill(1);
      this.kernel.distances(rows, stride, dimensions, count, this.#shared.zeros, scratch);
      const halves = rowHalves
        ? new Float64Array(this.#buffer, rowHalves + first * 8, count)
        : undefined;
      for (let i = 0; i < count; i++) {
        longest = Math.max(longest, norms[i]!);
        if (halves) halves[i] = norms[i]! / 2;
      }
    });
    return longest;
  }

  #refresh(): Outcome {
    const { scratch } = this.#own;
    const counts = new Float64Array(this.#buffer, scratch + refreshCounts, 3);
    counts.fill(0);
    const { count } = this.job;
    this.#pieces(Math.ceil(count / refreshBlock), (piece) => {
      const from = piece * refreshBlock;
      const to = Math.min(from + refreshBlock, count);
      this.kernel.refresh(this.#shared.job, from, to, scratch);
    });
    const [pairs, compared, measured] = counts as unknown as [number, number, number];
    return { longest: 0, pairs, compared, measured };
  }

  /** The address of rows [first, first + count): where they lie, or a copy in the scratch behind 2 KiB. */
  #rowsAt(first: number, count: number, check = false): number {
    const { dimensions, stride, rows } = this.job;
    if (rows !== 0) return rows + first * stride * 4;
    const read = check ? this.#reader!.readChecked(first, count) : this.#reader!.read(first, count);
    const copy = this.#own.scratch + 2048;
    layRows(read, dimensions, new Float32Array(this.#buffer, copy, count * stride), stride);
    return copy;
  }

  #cached(id: number, start: number, ids: Int32Array): number {
    const { dimensions, stride } = this.job;
    const place = id % ids.length;
    const address = start + place * stride * 4;
    if (ids[place] !== id) {
      ids[place] = id;
      layRows(this.#reader!.read(id, 1), dimensions, this.#floats(address), stride);
    }
    return address;
  }

  #floats(address: number): Float32Array {
    return new Float32Array(this.#buffer, address);
  }

  #chunks(run: (first: number, count: number) => void): void {
    const { rows } = this.#shared;
    this.#pieces(Math.ceil(rows / chunk), (piece) => {
      const first = piece * chunk;
      run(first, Math.min(chunk, rows - first));
    });
  }

  #pieces(pieces: number, run: (piece: number) => void): void {
    const counter = new Int32Array(this.#buffer, this.#shared.counter, 1);
    for (let piece; (piece = Atomics.add(counter, 0, 1)) < pieces;) run(piece);
  }
}

/** Bytes of a thread's scratch, at least, for the tasks that go over all rows. */
export function chunkScratch(stride: number): number {
  return 2048 + chunk * stride * 4;
}
