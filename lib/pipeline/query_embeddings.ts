import type { Engine } from "../querying/engine.ts";
import { type RowFile, RowReader } from "../sampling/kernel/row_file.ts";
import type { ModelRef } from "../study/model_ref.ts";
import { type Kept, selectFile, selectRows, takeRows, type Thinning } from "./select_queries.ts";

/** So many bytes of embeddings are held in memory; more stand in a file: 400,000 of 3,072 numbers are 4.9 GB. */
const IN_MEMORY = 2 ** 30;

/** Texts that are embedded, or looked up in the journal, before their rows are written. */
const SLICE = 10_000;

/** The embeddings of a study's queries, to choose from. */
export interface QueryEmbeddings extends Disposable {
  /**
   * Thins the queries by greedy k-center.
   *
   * @param indices Which of the queries, in their order; all when left out.
   * @returns Their places among the indices.
   */
  select(thinning: Thinning, indices?: readonly number[]): Promise<Kept>;
}

/**
 * Embeds the queries of a study: in memory, or where they are many in a temporary file, which is gone when they are
 * disposed of. What is chosen does not depend on it.
 *
 * @param options `inMemory`: bytes that are held in memory at most; `slice`: texts that are embedded together;
 * `temporary`: the folder of the file (the system's, which `TMPDIR` may name).
 * @throws {Error} Where a text could not be embedded; nothing is left behind.
 *
 * @example
 * ```ts ignore
 * using embeddings = await embedQueries(engine, texts, config.embedder);
 * const { order } = await embeddings.select({ threshold: 0.4 });
 * ```
 */
export async function embedQueries(
  engine: Pick<Engine, "embed">,
  texts: readonly string[],
  embedder: { readonly model: ModelRef; readonly dimensions: number },
  options: {
    readonly inMemory?: number;
    readonly slice?: number;
    readonly temporary?: string;
  } = {},
): Promise<QueryEmbeddings> {
  const { inMemory = IN_MEMORY, slice = SLICE, temporary } = options;
  const { dimensions } = embedder;
  const embed = (some: readonly string[]) =>
    engine.embed(some, { ...embedder, label: "query embeddings" });
  if (texts.length * dimensions * 4 <= inMemory) {
    const rows = await embed(texts);
    return {
      select: (thinning, indices) =>
        selectRows(indices ? takeRows(rows, dimensions, indices) : rows, dimensions, thinning),
      [Symbol.dispose]: () => {},
    };
  }
  const file = await writeRows(dimensions, temporary, async function* () {
    for (let from = 0; from < texts.length; from += slice) {
      yield await embed(texts.slice(from, from + slice));
    }
  });
  return {
    async select(thinning, indices) {
      if (indices === undefined) return await selectFile(file, thinning);
      using reader = new RowReader(file);
      if (indices.length * dimensions * 4 <= inMemory) {
        const rows = new Float32Array(indices.length * dimensions);
        indices.forEach((index, i) => rows.set(reader.read(index, 1), i * dimensions));
        return await selectRows(rows, dimensions, thinning);
      }
      const some = await writeRows(dimensions, temporary, function* () {
        for (const index of indices) yield reader.read(index, 1);
      });
      try {
        return await selectFile(some, thinning);
      } finally {
        await Deno.remove(some.path);
      }
    },
    [Symbol.dispose]: () => Deno.removeSync(file.path),
  };
}

/** Writes rows to a temporary file, which is gone again where they break off. */
async function writeRows(
  dimensions: number,
  folder: string | undefined,
  pieces: () => Iterable<Float32Array> | AsyncIterable<Float32Array>,
): Promise<RowFile> {
  const path = await Deno.makeTempFile({
    prefix: "faultline-",
    suffix: ".f32",
    ...(folder === undefined ? {} : { dir: folder }),
  });
  try {
    let rows = 0;
    using file = await Deno.open(path, { write: true });
    for await (const piece of pieces()) {
      const bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
      for (let put = 0; put < bytes.length;) put += await file.write(bytes.subarray(put));
      rows += piece.length / dimensions;
    }
    return { path, offset: 0, rows, dimensions };
  } catch (error) {
    await Deno.remove(path);
    throw error;
  }
}
