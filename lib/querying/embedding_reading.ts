import { z } from "zod";
import { type Api, parseJson } from "./reading.ts";

const vector = z.array(z.number());
const openaiSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: vector })),
  usage: z.object({ prompt_tokens: z.number().default(0) }).nullish(),
});
const googleSchema = z.union([
  z.object({ embeddings: z.array(z.object({ values: vector })) }),
  z.object({ embedding: z.object({ values: vector }) }).transform(({ embedding }) => ({
    embeddings: [embedding],
  })),
]);

/** Vectors in the order of the texts, and the tokens they took where the provider tells. */
export interface EmbeddingReading {
  readonly vectors: readonly (readonly number[])[];
  readonly tokens: number | null;
}

/**
 * Reads a body of OpenAI's embeddings, or of Gemini's `embedContent` or `batchEmbedContents`. Undefined where it is
 * not one, or has not one vector of `dimensions` finite numbers for each of `count` texts.
 */
export function readEmbeddings(
  api: Api,
  body: string,
  count: number,
  dimensions: number,
): EmbeddingReading | undefined {
  const json = parseJson(body);
  let vectors: number[][];
  let tokens: number | null = null;
  if (api === "openai") {
    const parsed = openaiSchema.safeParse(json);
    if (!parsed.success) return undefined;
    // By index, never by order.
    vectors = [];
    for (const { index, embedding } of parsed.data.data) vectors[index] = embedding;
    tokens = parsed.data.usage?.prompt_tokens ?? null;
  } else {
    const parsed = googleSchema.safeParse(json);
    if (!parsed.success) return undefined;
    vectors = parsed.data.embeddings.map((e) => e.values);
  }
  for (let i = 0; i < count; i++) {
    if (vectors[i]?.length !== dimensions) return undefined;
  }
  return vectors.length === count ? { vectors, tokens } : undefined;
}
