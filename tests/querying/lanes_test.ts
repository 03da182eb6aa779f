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

Deno.test("Lanes shares one lane among providers of one address and one key, within the tightest limits", () => {
  const env = (name: string) => name === "OTHER_KEY" ? "other" : "secret";
  const openai = { api: "openai" as const, apiKeyEnv: "OPENAI_API_KEY", concurrency: 9 };
  const lanes = new Lanes(
    {
      openai,
      alias: { ...openai, apiKeyEnv: "SAME_KEY", concurrency: 4, batch: true },
      other: { ...openai, apiKeyEnv: "OTHER_KEY" },
      elsewhere: { ...openai, baseUrl: "https://api.x.ai/v1" },
      own: { api: "openai" as const, baseUrl: "http://127.0.0.1/v1" },
      own_too: { api: "openai" as const, baseUrl: "http://127.0.0.1/v1" },
    },
    env,
    new FakeClock(),
  );
  assertStrictEquals(lanes.get("alias").lane, lanes.get("openai").lane);
  for (const id of ["other", "elsewhere", "own", "own_too"]) lanes.get(id);
  assertEquals(lanes.states().map((s) => [s.provider, s.limit]), [
    ["alias", 4],
    ["other", 9],
    ["elsewhere", 9],
    ["own", 16],
    ["own_too", 16],
  ]);
});
