import { assertEquals, assertRejects } from "@std/assert";
import { embedQueries } from "../../lib/pipeline/query_embeddings.ts";
import { localEmbedding } from "../../lib/sampling/local_embedding.ts";

const dimensions = 32;
const embedder = { model: { key: "m", provider: "local", model: "m" }, dimensions };
const words = ["tea", "law", "bees", "rent", "grief", "maps", "salt", "wool"];
const texts = Array.from(
  { length: 200 },
  (_, i) => [i, i * 3 + 1, i >> 2].map((n) => words[n % words.length]).join(" ") + ` ${i}`,
);

/** Embeds in this process and keeps how many texts came together. */
function engine(fails = Infinity) {
  const asked: number[] = [];
  return {
    asked,
    embed(some: readonly string[]): Promise<Float32Array> {
      asked.push(some.length);
      if (asked.length >= fails) return Promise.reject(new Error("out of reach"));
      const rows = new Float32Array(some.length * dimensions);
      some.forEach((text, i) => rows.set(localEmbedding(text, dimensions), i * dimensions));
      return Promise.resolve(rows);
    },
  };
}

/** Runs `body` with a folder of its own for temporary files, and tells what it leaves there. */
async function leftBehind(body: (folder: string) => Promise<void>): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("embedQueries() chooses the same from a file as from memory, and leaves no file behind", async () => {
  const some = texts.flatMap((_, i) => i % 3 === 0 ? [i] : []).toReversed();
  const thinnings = [
    { threshold: 0.9 },
    { threshold: 0, k: 20 },
    { threshold: 2.5, weights: Float64Array.from(texts, (_, i) => 1 + i % 5) },
  ];
  using memory = await embedQueries(engine(), texts, embedder);
  // Rows of the part that is asked for fit into memory, or do not.
  for (const inMemory of [some.length * dimensions * 4, 100]) {
    assertEquals(
      await leftBehind(async (temporary) => {
        const sliced = engine();
        using file = await embedQueries(sliced, texts, embedder, {
          inMemory,
          slice: 60,
          temporary,
        });
        assertEquals(sliced.asked, [60, 60, 60, 20]);
        assertEquals([...Deno.readDirSync(temporary)].length, 1);
        for (const thinning of thinnings) {
          const all = await memory.select(thinning);
          assertEquals(await file.select(thinning), all);
          const { weights } = thinning;
          const part = { ...thinning, ...(weights && { weights: weights.slice(0, some.length) }) };
          assertEquals(await file.select(part, some), await memory.select(part, some));
          assertEquals(all.order.length > 5 && all.order.length < texts.length, true);
        }
      }),
      [],
    );
  }
});

Deno.test("embedQueries() leaves nothing behind where a text cannot be embedded", async () => {
  const left = await leftBehind(async (temporary) => {
    await assertRejects(
      () => embedQueries(engine(3), texts, embedder, { inMemory: 100, slice: 60, temporary }),
      Error,
      "out of reach",
    );
  });
  assertEquals(left, []);
});

Deno.test("embedQueries() of no queries chooses nothing", async () => {
  using none = await embedQueries(engine(), [], embedder, { inMemory: 0 });
  assertEquals(await none.select({ threshold: 0.1 }), { order: [], radii: [] });
});
