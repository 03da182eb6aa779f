import { assert, assertEquals } from "@std/assert";
import { embeddingRole, roleKey, roleOf, withRole } from "../../lib/study/role.ts";
import { sampleCall } from "./samples.ts";

Deno.test("calls that differ by seed, sample and messages alone share a role", () => {
  const one = roleOf(sampleCall(1, { parameters: { temperature: 1, seed: 1 } }));
  const two = roleOf(sampleCall(2, { parameters: { seed: 2, temperature: 1 }, sample: 3 }));
  assertEquals(roleKey(one), roleKey(two));
  assert(roleKey(one) !== roleKey(roleOf(sampleCall(1, { parameters: { temperature: 0 } }))));
});

Deno.test("withRole() puts a call together again, with and without a seed", () => {
  for (const parameters of [{ temperature: 1, seed: 0 }, { temperature: 1 }, {}]) {
    const call = sampleCall(1, { parameters, sample: 2 });
    const { messages, sample } = call;
    const seed = "seed" in parameters ? parameters.seed : null;
    assertEquals(withRole(roleOf(call), { messages, sample, seed }), call);
  }
});

Deno.test("embeddingRole() is that of stage embed", () => {
  const role = embeddingRole({ provider: "p", model: "m", texts: 1, inputTokens: 1, usd: null });
  assertEquals([role.stage, role.provider, role.model], ["embed", "p", "m"]);
});
