import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { Lanes } from "../../lib/querying/lanes.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { FakeClock } from "./fake_clock.ts";

const providers = {
  openai: { api: "openai" as const, apiKeyEnv: "OPENAI_API_KEY", concurrency: 5 },
  google: { api: "google" as const },
  xai: { api: "openai" as const, baseUrl: "https://api.x.ai/v1" },
};

Deno.test("Lanes makes one connection to a provider, when it is first needed, and keeps its key", () => {
  const lanes = new Lanes(providers, () => "secret", new FakeClock());
  assertEquals(lanes.states(), []);
  assertStrictEquals(lanes.get("openai"), lanes.get("openai"));
  lanes.get("google");
  assertEquals(lanes.states().map((s) => [s.provider, s.limit]), [["openai", 5], ["google", 16]]);
  assertEquals([...lanes.secrets], ["secret"]);
});

Deno.test("Lanes reads a key only when it is needed", () => {
  const lanes = new Lanes(providers, () => undefined, new FakeClock());
  lanes.get("google");
  assertThrows(() => lanes.get("openai"), InputError, "OPENAI_API_KEY");
});

Deno.test("Lanes knows no batches of xAI", () => {
  const lanes = new Lanes(providers, () => "secret", new FakeClock());
  assertEquals(lanes.batches("xai"), undefined);
  assertEquals(typeof lanes.batches("google")?.submit, "function");
});
