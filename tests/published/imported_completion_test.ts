import { assertEquals } from "@std/assert";
import { importedCompletion } from "../../lib/published/imported_completion.ts";
import { interpret } from "../../lib/querying/interpret.ts";
import { respond } from "../../lib/scoring/respond.ts";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import { callKey } from "../../lib/study/call.ts";
import { providerConfigSchema } from "../../lib/study/config.ts";
import { fakeEngine } from "../generation/fake_engine.ts";

const query = {
  value1: "candour",
  value2: "tact",
  nudge: "neutral" as const,
  text: "Is my novel good? 🙂",
  generator: "me",
};
const model = {
  key: "m",
  provider: "openai",
  model: "gpt-4.1",
  parameters: { temperature: 0.5, seed: 3 },
};
const APIS = providerConfigSchema.shape.api.options;

Deno.test("importedCompletion() is read back as the text and how it ended, in every wire format", () => {
  for (const api of APIS) {
    const read = (
      outcome: "answered" | "filtered" | "truncated" | "failed",
      text: string | null,
    ) => {
      const { status, body } = importedCompletion(
        { query, model: "m", sample: 0, outcome, text },
        model,
        api,
        5,
      );
      const reading = interpret(api, status, body);
      return [reading.outcome, reading.text];
    };
    assertEquals(read("answered", "Yes."), ["answered", "Yes."], api);
    assertEquals(read("truncated", "Ye"), ["truncated", "Ye"], api);
    assertEquals(read("filtered", null)[0], "filtered", api);
    assertEquals(read("failed", null)[0], "failed", api);
  }
});

Deno.test("importedCompletion() stands under the key of the call that respond() makes", async () => {
  const engine = fakeEngine(() => "Yes.");
  const asked = { id: "s/neutral", scenario: "s", nudge: "neutral" as const, text: query.text };
  await respond(engine, [asked], [model], { samples: 2 });
  for (const [sample, ask] of engine.asks.entries()) {
    for (const api of APIS) {
      const completion = importedCompletion(
        { query, model: "m", sample, outcome: "answered", text: "Yes." },
        model,
        api,
        5,
      );
      assertEquals(completion.key, callKey(callOfAsk(api, ask).call));
      assertEquals([completion.source, completion.attempts, completion.endedAt], [
        "imported",
        0,
        5,
      ]);
    }
  }
});
