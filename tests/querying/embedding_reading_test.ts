import { assertEquals } from "@std/assert";
import { readEmbeddings } from "../../lib/querying/embedding_reading.ts";

Deno.test("readEmbeddings() orders OpenAI's vectors by index, never by place", () => {
  const body = JSON.stringify({
    data: [{ index: 1, embedding: [3, 4] }, { index: 0, embedding: [1, 2] }],
    usage: { prompt_tokens: 7 },
  });
  assertEquals(readEmbeddings("openai", body, 2, 2), { vectors: [[1, 2], [3, 4]], tokens: 7 });
});

Deno.test("readEmbeddings() reads one or many of Gemini's", () => {
  const one = JSON.stringify({ embedding: { values: [1, 2] } });
  const two = JSON.stringify({ embeddings: [{ values: [1, 2] }, { values: [3, 4] }] });
  assertEquals(readEmbeddings("google", one, 1, 2)?.vectors, [[1, 2]]);
  assertEquals(readEmbeddings("google", two, 2, 2)?.vectors, [[1, 2], [3, 4]]);
});

Deno.test("readEmbeddings() takes a missing, surplus, short or garbled vector for none", () => {
  const body = JSON.stringify({ embeddings: [{ values: [1, 2] }, { values: [3] }] });
  assertEquals(readEmbeddings("google", body, 2, 2), undefined);
  assertEquals(readEmbeddings("google", body, 1, 2), undefined);
  assertEquals(readEmbeddings("openai", '{"data":[]}', 1, 2), undefined);
  assertEquals(readEmbeddings("openai", "{garbled", 1, 2), undefined);
  assertEquals(readEmbeddings("anthropic", body, 1, 2), undefined);
});

Deno.test("readEmbeddings() keeps vectors beside a usage that cannot be read, which is not a usage of none", () => {
  for (const usage of [{}, { prompt_tokens: -1 }, { prompt_tokens: "7" }, 7, null]) {
    const body = JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }], usage });
    assertEquals(readEmbeddings("openai", body, 1, 2), { vectors: [[1, 2]], tokens: null }, body);
  }
});
