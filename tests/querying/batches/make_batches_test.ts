import { assertEquals, assertRejects } from "@std/assert";
import { BatchRefused } from "../../../lib/querying/batches/batch_api.ts";
import { makeBatches } from "../../../lib/querying/batches/make_batches.ts";

Deno.test("makeBatches() knows no batches of xAI", () => {
  assertEquals(makeBatches("openai", { apiKey: "k", baseUrl: "https://api.x.ai/v1" }), undefined);
});

for (const api of ["openai", "anthropic", "google"] as const) {
  Deno.test(`makeBatches() tells by the refusal that an ${api} endpoint has none`, async () => {
    const fetch = () => Promise.resolve(Response.json({ error: {} }, { status: 404 }));
    const batches = makeBatches(api, { apiKey: "k", baseUrl: "http://test.invalid", fetch })!;
    let refused: unknown;
    await batches.state("batches/1").catch((error) => refused = error);
    assertEquals(refused instanceof BatchRefused && refused.unsupported, true);
  });
}

for (const api of ["openai", "anthropic", "google"] as const) {
  Deno.test(`makeBatches() gives up a request to ${api} that hangs, before its answer and within it`, async () => {
    let within = false;
    const hanging: typeof fetch = (_input, init) => {
      const aborted = new Promise<never>((_, reject) => {
        init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason));
      });
      aborted.catch(() => {});
      if (!within) return aborted;
      const body = new ReadableStream({ pull: () => aborted });
      return Promise.resolve(new Response(body));
    };
    const batches = makeBatches(api, { apiKey: "k", fetch: hanging }, 0.05)!;
    await assertRejects(() => batches.state("batch"));
    within = true;
    await assertRejects(() => batches.state("batch"));
  });
}

for (const api of ["openai", "anthropic", "google"] as const) {
  Deno.test(`makeBatches() waits for a file of results from ${api} as long as pieces of it come`, async () => {
    const line = { custom_id: "k", key: "k", response: {}, result: { type: "succeeded" } };
    const encoder = new TextEncoder();
    const pieces = async function* () {
      for (let i = 0; i < 8; i++) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        yield encoder.encode(JSON.stringify(line) + "\n");
      }
    };
    // The whole takes longer than is waited for a piece.
    const fetch: typeof globalThis.fetch = (_input, init) => {
      const body = ReadableStream.from(pieces());
      const cut = body.pipeThrough(new TransformStream(), { signal: init!.signal! });
      return Promise.resolve(new Response(cut));
    };
    const batches = makeBatches(api, { apiKey: "k", fetch }, 0.3)!;
    const state = { ended: true, cancelled: false, expired: false, files: ["f"], failure: null };
    assertEquals((await Array.fromAsync(batches.results("b", state))).length, 8);
  });
}
