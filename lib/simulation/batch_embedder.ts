import type { Mountable } from "@copilotkit/aimock";
import { z } from "zod";

const requestSchema = z.object({
  requests: z.array(z.object({
    content: z.object({ parts: z.array(z.object({ text: z.string() })) }),
    outputDimensionality: z.int().min(1).optional(),
  })),
});

/** Dimensions where a request names none, as Gemini's embeddings have. */
const DIMENSIONS = 768;

/**
 * Serves Gemini's `batchEmbedContents`.
 *
 * @param embed Embeds one text.
 * @param onServe Called once a request.
 */
export function batchEmbedder(
  embed: (text: string, dimensions: number) => number[],
  onServe: () => void,
): Mountable {
  return {
    async handleRequest(request, response) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const reply = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      onServe();
      const text = new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
      const parsed = requestSchema.safeParse(safeJson(text));
      if (!parsed.success) {
        const error = { code: 400, status: "INVALID_ARGUMENT", message: parsed.error.message };
        reply(400, { error });
        return true;
      }
      const embeddings = parsed.data.requests.map(({ content, outputDimensionality }) => ({
        values: embed(
          content.parts.map((part) => part.text).join(""),
          outputDimensionality ?? DIMENSIONS,
        ),
      }));
      reply(200, { embeddings });
      return true;
    },
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
