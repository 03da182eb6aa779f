import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EmbeddingStore, embedMissing } from "../../lib/sampling/embedding_store.ts";
import { kCenter, kCenterFile } from "../../lib/sampling/k_center.ts";
import { localEmbedding } from "../../lib/sampling/local_embedding.ts";
import { InputError } from "../../lib/study/input_error.ts";

const of = { model: "m", dimensions: 2 };

async function withPath(run: (path: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await run(`${folder}/queries`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const entry = (key: string, x: number, y: number) => ({ key, embedding: Float32Array.of(x, y) });

Deno.test("EmbeddingStore keeps rows over openings, the first of a key", () =>
  withPath(async (path) => {
    {
      using store = await EmbeddingStore.open(path, of);
      store.append([entry("a", 1, 0), entry("b\n", 0, 1), entry("a", 5, 5)]);
      store.append([entry("b\n", 7, 7), entry("c", -1, 0)]);
    }
    using store = await EmbeddingStore.open(path, of);
    assertEquals(store.keys, ["a", "b\n", "c"]);
    assertEquals([...store.read(["c", "b\n"])], [-1, 0, 0, 1]);
    assert(store.has("a") && !store.has("d"));
    assertThrows(() => store.read(["d"]), RangeError, "an embedding of d");
  }));

Deno.test("EmbeddingStore refuses another model or dimension, and a second writer", () =>
  withPath(async (path) => {
    {
      using _store = await EmbeddingStore.open(path, of);
      await assertRejects(() => EmbeddingStore.open(path, of), InputError, "another process");
    }
    await assertRejects(
      () => EmbeddingStore.open(path, { model: "n", dimensions: 2 }),
      InputError,
      "Expected embeddings of n with 2 dimensions but found those of m with 2",
    );
    await assertRejects(() => EmbeddingStore.open(path, { model: "m", dimensions: 3 }), InputError);
  }));

Deno.test("EmbeddingStore refuses zero rows, NaN and other lengths, and then adds none", () =>
  withPath(async (path) => {
    using store = await EmbeddingStore.open(path, of);
    for (const bad of [[0, 0], [NaN, 1], [1], [1, 0, 0]]) {
      const embedding = Float32Array.from(bad);
      assertThrows(
        () => store.append([entry("a", 1, 0), { key: "bad one", embedding }]),
        RangeError,
        "the embedding of bad one",
      );
    }
    assertEquals(store.size, 0);
  }));

Deno.test("EmbeddingStore opens after a crash at any byte, with whole rows only", () =>
  withPath(async (path) => {
    {
      using store = await EmbeddingStore.open(path, of);
      store.append([entry("a", 1, 0), entry("b", 0, 1)]);
    }
    const [rows, index] = [
      await Deno.readFile(`${path}.f32`),
      await Deno.readFile(`${path}.jsonl`),
    ];
    // Rows are durable before their keys: the index may be cut anywhere while all rows are there ...
    const states: [Uint8Array, Uint8Array][] = [...index.keys()].map((
      cut,
    ) => [rows, index.slice(0, cut)]);
    // ... and rows may be cut anywhere while the index does not name them yet.
    const head = index.slice(0, index.indexOf(10) + 1);
    for (let cut = 0; cut <= rows.length; cut++) states.push([rows.slice(0, cut), head]);
    for (const [someRows, someIndex] of states) {
      await Deno.writeFile(`${path}.f32`, someRows);
      await Deno.writeFile(`${path}.jsonl`, someIndex);
      using store = await EmbeddingStore.open(path, of);
      store.append([entry("a", 1, 0), entry("b", 0, 1)]);
      assertEquals(await Deno.readFile(`${path}.f32`), rows);
      assertEquals(await Deno.readFile(`${path}.jsonl`), index);
    }
  }));

Deno.test("EmbeddingStore says where its files do not fit each other", () =>
  withPath(async (path) => {
    {
      using store = await EmbeddingStore.open(path, of);
      store.append([entry("a", 1, 0)]);
    }
    await Deno.writeFile(`${path}.f32`, new Uint8Array(3));
    await assertRejects(
      () => EmbeddingStore.open(path, of),
      InputError,
      "1 rows of 8 bytes but found 3",
    );
    await Deno.writeTextFile(`${path}.jsonl`, "no json\n");
    await assertRejects(() => EmbeddingStore.open(path, of), InputError, "JSON in line 1");
  }));

Deno.test("embedMissing() keeps what was made before a failure and asks only for the rest", () =>
  withPath(async (path) => {
    using store = await EmbeddingStore.open(path, { model: "m", dimensions: 16 });
    const texts = Array.from(
      { length: 25 },
      (_, i) => ({ key: `k${i}`, text: `text number ${i}` }),
    );
    const asked: string[][] = [];
    const embed = (part: string[]) => {
      asked.push(part);
      if (asked.length === 2) return Promise.reject(new Error("no network"));
      return Promise.resolve(part.map((text) => localEmbedding(text, 16)));
    };
    await assertRejects(
      () => embedMissing(store, texts, embed, { batch: 10 }),
      Error,
      "no network",
    );
    assertEquals(store.size, 10);
    const done: number[] = [];
    const made = await embedMissing(store, [...texts, texts[3]!], embed, {
      batch: 10,
      onProgress: (p) => done.push(p.done),
    });
    assertEquals([made, store.size], [15, 25]);
    assertEquals(asked.map(({ length }) => length), [10, 10, 10, 5]);
    assertEquals(done, [10, 15]);
    assertEquals(await embedMissing(store, texts, embed), 0);
    assertEquals([...store.read(["k7"])], [...localEmbedding("text number 7", 16)]);
    const inMemory = await kCenter(store.read(store.keys), 16, { k: 9 });
    assertEquals((await kCenterFile(store.file, { k: 9 })).order, inMemory.order);
  }));

Deno.test("embedMissing() refuses a number of embeddings other than that of the texts, and stops at a signal", () =>
  withPath(async (path) => {
    using store = await EmbeddingStore.open(path, of);
    const texts = [{ key: "a", text: "a" }];
    await assertRejects(
      () => embedMissing(store, texts, () => Promise.resolve([])),
      RangeError,
      "Expected 1 embeddings for as many texts but found 0",
    );
    await assertRejects(
      () =>
        embedMissing(store, texts, () => Promise.reject(new Error("asked")), {
          signal: AbortSignal.abort(new Error("stopped")),
        }),
      Error,
      "stopped",
    );
  }));
