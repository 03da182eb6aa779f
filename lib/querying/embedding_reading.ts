import { z } from "zod";
import { tokenCount } from "./providers/token_count.ts";
import { type Api, parseJson } from "./reading.ts";

const vector = z.array(z.number());
const openaiSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: vector })),
  usage: z.object({ prompt_tokens: tokenCount }).nullish().catch(null),
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

/** Null for a wire format that has no embeddings. */
const READERS: Readonly<Record<Api, ((json: unknown) => EmbeddingReading | undefined) | null>> = {
  openai(json) {
    const { data, success } = openaiSchema.safeParse(json);
    if (!success) return undefined;
    // By index, never by order.
    const vectors: number[][] = [];
    for (const { index, embedding } of data.data) vectors[index] = embedding;
    return { vectors, tokens: data.usage?.prompt_tokens ?? null };
  },
  anthropic: null,
  google(json) {
    const { data, success } = googleSchema.safeParse(json);
    return success ? { vectors: data.embeddings.map((e) => e.values), tokens: null } : undefined;
  },
};

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
  const reading = READERS[api]?.(parseJson(body));
  if (reading?.vectors.length !== count) return undefined;
  for (let i = 0; i < count; i++) {
    if (reading.vectors[i]?.length !== dimensions) return undefined;
  }
  return reading;
}
