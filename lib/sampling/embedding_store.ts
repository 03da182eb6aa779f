import { InputError } from "../study/input_error.ts";
import type { RowFile } from "./kernel/row_file.ts";

/** Whose embeddings a store holds. */
export interface EmbeddingModel {
  readonly model: string;
  readonly dimensions: number;
}

/** A text to be embedded, under a key that stands for exactly that text, such as its hash. */
export interface TextToEmbed {
  readonly key: string;
  readonly text: string;
}

/**
 * The embeddings of one study, each made once: float32 rows in `PATH.f32` and, line by line, their keys in
 * `PATH.jsonl`, whose first line names the model and the dimension.
 *
 * Rows are made durable before their keys. A crash before the rows are whole, or between the two,
 * leaves rows without keys, and a crash within the keys leaves a torn last line: the next opening cuts both
 * off, and those texts are simply missing still. The index is locked for one writer at a time.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { EmbeddingStore } from "./embedding_store.ts";
 *
 * const folder = await Deno.makeTempDir();
 * using store = await EmbeddingStore.open(`${folder}/queries`, { model: "m", dimensions: 2 });
 * store.append([{ key: "a", embedding: Float32Array.of(1, 0) }]);
 * assert(store.has("a") && store.read(["a"])[0] === 1);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export class EmbeddingStore implements Disposable {
  readonly #path: string;
  readonly #of: EmbeddingModel;
  readonly #rows: Deno.FsFile;
  readonly #index: Deno.FsFile;
  readonly #places: Map<string, number>;

  private constructor(
    path: string,
    of: EmbeddingModel,
    rows: Deno.FsFile,
    index: Deno.FsFile,
    places: Map<string, number>,
  ) {
    this.#path = path;
    this.#of = of;
    this.#rows = rows;
    this.#index = index;
    this.#places = places;
  }

  /**
   * Opens the store at `path`, or begins it.
   *
   * @throws {InputError} If it holds embeddings of another model or dimension, is open elsewhere, or its
   * index is not one.
   */
  static async open(path: string, { model, dimensions }: EmbeddingModel): Promise<EmbeddingStore> {
    const options = { read: true, write: true, create: true };
    const index = await Deno.open(`${path}.jsonl`, options);
    let rows: Deno.FsFile | undefined;
    try {
      if (!index.tryLockSync(true)) {
        throw new InputError("Expected the store to be free but another process has it open", {
          file: `${path}.jsonl`,
        });
      }
      rows = await Deno.open(`${path}.f32`, options);
      const places = recover(path, { model, dimensions }, rows, index);
      return new EmbeddingStore(path, { model, dimensions }, rows, index, places);
    } catch (error) {
      rows?.close();
      index.close();
      throw error;
    }
  }

  /** How many embeddings there are. */
  get size(): number {
    return this.#places.size;
  }

  /** The keys in the order of the rows. */
  get keys(): string[] {
    return [...this.#places.keys()];
  }

  /** The rows as a file, for a selection that streams them; row i belongs to the i-th key. */
  get file(): RowFile {
    const { dimensions } = this.#of;
    return { path: `${this.#path}.f32`, offset: 0, rows: this.size, dimensions };
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** The embeddings of these keys, one row each, in their order. */
  read(keys: readonly string[]): Float32Array {
    const { dimensions } = this.#of;
    const found = new Float32Array(keys.length * dimensions);
    const bytes = new Uint8Array(found.buffer);
    const rowBytes = dimensions * 4;
    keys.forEach((key, i) => {
      const place = this.#places.get(key);
      if (place === undefined) {
        throw new RangeError(`Expected an embedding of ${key} but found none`);
      }
      this.#rows.seekSync(place * rowBytes, Deno.SeekMode.Start);
      readAll(this.#rows, bytes.subarray(i * rowBytes, (i + 1) * rowBytes));
    });
    return found;
  }

  /**
   * Adds embeddings and returns when they are durable. A key that is there already keeps its first one.
   *
   * @throws {RangeError} If one has another dimension, is zero, or holds a number that is not finite; then
   * none is added.
   */
  append(entries: readonly { key: string; embedding: Float32Array }[]): void {
    const { dimensions } = this.#of;
    const fresh = new Map<string, Float32Array>();
    for (const { key, embedding } of entries) {
      const squared = embedding.reduce((sum, x) => sum + x * x, 0);
      if (embedding.length !== dimensions || !(squared > 0 && squared < Infinity)) {
        throw new RangeError(
          `Expected the embedding of ${key} to be ${dimensions} finite numbers, not all 0, but found ${embedding.length} of squared length ${squared}`,
        );
      }
      if (!this.#places.has(key) && !fresh.has(key)) fresh.set(key, embedding);
    }
    if (fresh.size === 0) return;
    const rows = new Float32Array(fresh.size * dimensions);
    let lines = "", next = 0;
    for (const [key, embedding] of fresh) {
      rows.set(embedding, next++ * dimensions);
      lines += JSON.stringify(key) + "\n";
    }
    this.#rows.seekSync(this.size * dimensions * 4, Deno.SeekMode.Start);
    writeAll(this.#rows, new Uint8Array(rows.buffer));
    this.#rows.syncDataSync();
    this.#index.seekSync(0, Deno.SeekMode.End);
    writeAll(this.#index, new TextEncoder().encode(lines));
    this.#index.syncDataSync();
    for (const key of fresh.keys()) this.#places.set(key, this.#places.size);
  }

  [Symbol.dispose](): void {
    this.#rows.close();
    this.#index.close();
  }
}

/** How the missing embeddings are made. */
export interface EmbedOptions {
  /** Texts per request; default 100. */
  readonly batch?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { done: number; of: number }) => void;
}

/**
 * Embeds the texts that the store does not hold yet, batch by batch, each batch durable before the next is
 * asked for: what was paid for is kept when a later batch fails or the signal stops it.
 *
 * @param embed Makes one embedding per text, in their order.
 * @returns How many embeddings were made.
 */
export async function embedMissing(
  store: EmbeddingStore,
  texts: readonly TextToEmbed[],
  embed: (texts: string[]) => Promise<Float32Array[]>,
  { batch = 100, signal, onProgress }: EmbedOptions = {},
): Promise<number> {
  const missing = [
    ...new Map(texts.filter(({ key }) => !store.has(key)).map((item) => [item.key, item])).values(),
  ];
  for (let from = 0; from < missing.length; from += batch) {
    signal?.throwIfAborted();
    const part = missing.slice(from, from + batch);
    const embeddings = await embed(part.map(({ text }) => text));
    if (embeddings.length !== part.length) {
      throw new RangeError(
        `Expected ${part.length} embeddings for as many texts but found ${embeddings.length}`,
      );
    }
    store.append(part.map(({ key }, i) => ({ key, embedding: embeddings[i]! })));
    onProgress?.({ done: from + part.length, of: missing.length });
  }
  return missing.length;
}

/** Reads the index, cuts off what a crash left half-written, and begins an empty one. */
function recover(
  path: string,
  of: EmbeddingModel,
  rows: Deno.FsFile,
  index: Deno.FsFile,
): Map<string, number> {
  const bytes = new Uint8Array(index.statSync().size);
  readAll(index, bytes);
  const end = bytes.lastIndexOf(10) + 1;
  const [head, ...lines] = new TextDecoder().decode(bytes.subarray(0, end)).split("\n").slice(
    0,
    -1,
  );
  const file = `${path}.jsonl`;
  const rowBytes = of.dimensions * 4;
  if (head === undefined) {
    const begin = new TextEncoder().encode(
      JSON.stringify({ model: of.model, dimensions: of.dimensions }) + "\n",
    );
    index.truncateSync(0);
    index.seekSync(0, Deno.SeekMode.Start);
    writeAll(index, begin);
    index.syncDataSync();
    rows.truncateSync(0);
    return new Map();
  }
  const { model, dimensions } = parse(head, file, 1) as Partial<EmbeddingModel>;
  if (model !== of.model || dimensions !== of.dimensions) {
    throw new InputError(
      `Expected embeddings of ${of.model} with ${of.dimensions} dimensions but found those of ${model} with ${dimensions}`,
      { file },
    );
  }
  const places = new Map<string, number>();
  lines.forEach((line, i) => {
    const key = parse(line, file, i + 2);
    if (typeof key !== "string" || places.has(key)) {
      throw new InputError(`Expected a new key but found ${line}`, { file, row: i + 1 });
    }
    places.set(key, i);
  });
  const size = rows.statSync().size;
  if (size < places.size * rowBytes) {
    throw new InputError(
      `Expected ${places.size} rows of ${rowBytes} bytes but found ${size} bytes in all`,
      { file: `${path}.f32` },
    );
  }
  index.truncateSync(end);
  rows.truncateSync(places.size * rowBytes);
  return places;
}

function parse(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new InputError(`Expected JSON in line ${number} but found ${line.slice(0, 40)}`, {
      file,
    });
  }
}

function readAll(file: Deno.FsFile, into: Uint8Array): void {
  for (let got = 0; got < into.length;) {
    const read = file.readSync(into.subarray(got));
    if (read === null) throw new RangeError(`Expected ${into.length} bytes but found ${got}`);
    got += read;
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let put = 0; put < bytes.length;) put += file.writeSync(bytes.subarray(put));
}
