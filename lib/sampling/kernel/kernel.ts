/** The functions of the compiled kernel; addresses are byte offsets into its memory. */
export interface Kernel {
  distance(a: number, b: number, dimensions: number, bound: number): number;
  distances(
    rows: number,
    stride: number,
    dimensions: number,
    count: number,
    to: number,
    out: number,
  ): void;
  project(
    rows: number,
    stride: number,
    count: number,
    axes: number,
    width: number,
    out: number,
  ): void;
  accumulate(
    rows: number,
    stride: number,
    count: number,
    coordinates: number,
    width: number,
    sums: number,
  ): void;
  refresh(job: number, from: number, to: number, scratch: number): void;
  enter(job: number, place: number): void;
  pick(job: number, scratch: number): number;
}

/** Where the kernel gets rows that lie on disk: each returns the address of a copy. */
export interface DiskRows {
  point(id: number): number;
  center(id: number): number;
}

const none: DiskRows = {
  point: () => 0,
  center: () => 0,
};

/**
 * The compiled kernel: with relaxed SIMD's multiply-add where this engine has it, else with plain SIMD.
 * Both lead to the same result.
 *
 * @param simd `"plain"` takes the second in any case.
 */
export async function compileKernel(
  simd: "relaxed" | "plain" = "relaxed",
): Promise<WebAssembly.Module> {
  if (simd === "relaxed") {
    const relaxed = await bytesOf("k_center_relaxed.wasm");
    if (WebAssembly.validate(relaxed)) return await WebAssembly.compile(relaxed);
  }
  return await WebAssembly.compile(await bytesOf("k_center.wasm"));
}

/** An instance of the kernel on a shared memory. */
export function instantiateKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  rows: DiskRows = none,
): Kernel {
  const imports = { env: { memory }, rows: { point: rows.point, center: rows.center } };
  return new WebAssembly.Instance(module, imports).exports as unknown as Kernel;
}

/** A shared memory of at least `bytes` bytes. Pages are taken from the machine as they are first used. */
export function sharedMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / 65_536);
  return new WebAssembly.Memory({ initial: pages, maximum: 65_536, shared: true });
}

function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(file, import.meta.url));
}
