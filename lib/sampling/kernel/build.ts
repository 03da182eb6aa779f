/**
 * Compiles the kernel: `deno run -A lib/sampling/kernel/build.ts` writes `k_center.wasm` (plain SIMD) and
 * `k_center_relaxed.wasm` (with relaxed SIMD's multiply-add).
 *
 * @module
 */
import asc from "assemblyscript/asc";

/** The two builds, by the file that holds them. */
export const builds = {
  "k_center.wasm": [],
  "k_center_relaxed.wasm": ["--enable", "relaxed-simd"],
} as const;

/** Compiles the source with the given flags to a WebAssembly module. */
export async function compile(flags: readonly string[]): Promise<Uint8Array> {
  const source = await Deno.readTextFile(new URL("assembly/k_center.as", import.meta.url));
  let built: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    "k_center.ts",
    "--outFile",
    "k_center.wasm",
    "--optimizeLevel",
    "3",
    "--shrinkLevel",
    "0",
    "--noAssert",
    "--runtime",
    "stub",
    "--importMemory",
    "--initialMemory",
    "1",
    "--maximumMemory",
    "65536",
    "--sharedMemory",
    "--enable",
    "simd",
    "--enable",
    "threads",
    ...flags,
  ], {
    readFile: (name) => name === "k_center.ts" ? source : null,
    writeFile: (name, contents) => {
      if (name === "k_center.wasm" && typeof contents !== "string") built = contents;
    },
    listFiles: () => [],
  });
  if (error || !built) {
    throw new Error(`The kernel does not compile: ${stderr.toString()}`, { cause: error });
  }
  return built;
}

if (import.meta.main) {
  for (const [file, flags] of Object.entries(builds)) {
    const built = await compile(flags);
    await Deno.writeFile(new URL(file, import.meta.url), built);
    console.log(`${file}: ${built.length} bytes`);
  }
}
