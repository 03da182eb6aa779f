/** The numbers of a Job, in the order of the class of that name in `assembly/k_center.as`. */
const integers = [
  "rows",
  "stride",
  "dimensions",
  "leads",
  "depth",
  "width",
  "panels",
  "halves",
  "deepHalves",
  "order",
  "radii",
  "squared",
  "values",
  "seen",
  "weights",
  "rowHalves",
  "slots",
  "count",
  "centers",
  "limit",
  "floorIndex",
] as const;
const floats = [
  "floorValue",
  "threshold",
  "scale",
  "stretch",
  "slack",
  "rounding",
  "longest",
  "rowMargin",
  "pairs",
  "compared",
  "measured",
] as const;

/** A field of a {@linkcode Job}. */
export type JobField = typeof integers[number] | typeof floats[number];

const floatsAt = Math.ceil(integers.length / 2) * 8;

/** Bytes of a Job in memory. */
export const jobBytes = floatsAt + floats.length * 8;

/** The description of one selection that the kernel reads, as an object over shared memory. */
export type Job = Record<JobField, number>;

/** The Job at `address` of `buffer`: reading and writing its fields reads and writes the memory. */
export function jobAt(buffer: ArrayBufferLike, address: number): Job {
  const view = new DataView(buffer, address, jobBytes);
  const job = {} as Job;
  integers.forEach((field, i) =>
    Object.defineProperty(job, field, {
      get: () => view.getUint32(4 * i, true),
      set: (value: number) => view.setUint32(4 * i, value, true),
    })
  );
  floats.forEach((field, i) =>
    Object.defineProperty(job, field, {
      get: () => view.getFloat64(floatsAt + 8 * i, true),
      set: (value: number) => view.setFloat64(floatsAt + 8 * i, value, true),
    })
  );
  return job;
}

/** Bytes of scratch that `refresh()` needs for leading coordinates of this width. */
export function refreshScratch(width: number): number {
  return 2048 + 48 * width * 4;
}

/** Where in that scratch the three float64 counts stand: pairs looked at, compared in depth, measured. */
export const refreshCounts = 1920;

/** Points in one block of `refresh()`; a multiple of 3, at most 48. */
export const refreshBlock = 48;

/** Bytes of scratch that `pick()` needs for this many candidates. */
export function pickScratch(candidates: number): number {
  return 48 * candidates;
}

/** The floats from row to row: the dimensions, rounded up to whole vectors of four. */
export function strideOf(dimensions: number): number {
  return Math.ceil(dimensions / 4) * 4;
}

/** The most bytes that a WebAssembly memory of 32-bit addresses is asked for here. */
export const largestMemory = 65_535 * 65_536;

/** Hands out places in a memory, one after the other; nothing is given back. */
export class Places {
  #next = 1024;

  /** The address of `bytes` bytes, a multiple of 64. */
  take(bytes: number): number {
    const address = this.#next;
    this.#next = Math.ceil((address + bytes) / 64) * 64;
    return address;
  }

  /** Bytes needed for all that was handed out. */
  get bytes(): number {
    return this.#next;
  }
}
