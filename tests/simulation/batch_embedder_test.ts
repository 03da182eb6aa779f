import { assertEquals, assertStringIncludes } from "@std/assert";
import { startSimulation } from "../../lib/simulation/start.ts";

const post = async (url: string, body: string) => {
  const response = await fetch(url, { method: "POST", body });
  return { status: response.status, body: await response.json() };
};

Deno.test("batchEmbedder() serves many texts, and refuses what is no request", async () => {
  await using simulation = await startSimulation({ seed: 1 });
  const base = simulation.providers["simulated_google"]!.baseUrl!;
  const url = `${base}/v1beta/models/${simulation.embedder.model}:batchEmbedContents`;
  const request = (text: string) => ({
    content: { parts: [{ text }] },
    outputDimensionality: 8,
  });
  const many = await post(
    url,
    JSON.stringify({ requests: [request("saving time"), request("care")] }),
  );
  assertEquals(many.status, 200);
  assertEquals(many.body.embeddings.map((e: { values: number[] }) => e.values.length), [8, 8]);
  for (const body of ["{", '{"requests": 3}']) {
    const refused = await post(url, body);
    assertEquals(refused.status, 400);
    assertStringIncludes(JSON.stringify(refused.body), "INVALID_ARGUMENT");
  }
});
