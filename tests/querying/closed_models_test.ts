import { assertEquals, assertStringIncludes } from "@std/assert";
import { ClosedModels } from "../../lib/querying/closed_models.ts";
import type { Fault } from "../../lib/querying/fault.ts";

const fault = (scope: Fault["scope"]): Fault => ({
  scope,
  kind: "status",
  status: 400,
  message: "wrong",
});

Deno.test("ClosedModels closes a model for an unknown model, and all of a provider for a bad key", () => {
  const closed = new ClosedModels();
  assertStringIncludes(closed.failed("p", "a", fault("model"))!, "Model a of p");
  assertEquals([closed.reason("p", "a")?.message, closed.reason("p", "b")], ["wrong", undefined]);
  assertStringIncludes(closed.failed("p", "b", fault("provider"))!, "Provider p");
  assertEquals(closed.reason("p", "c")?.scope, "provider");
  assertEquals(closed.reason("q", "a"), undefined);
  assertEquals(closed.failed("p", "c", fault("provider")), undefined);
});

Deno.test("ClosedModels closes a model that refuses ten calls in a row, but not with answers between", () => {
  const closed = new ClosedModels();
  for (let i = 0; i < 50; i++) {
    assertEquals(closed.failed("p", "a", fault("call")), undefined);
    if (i % 9 === 8) closed.answered("p", "a");
  }
  closed.answered("p", "a");
  for (let i = 0; i < 9; i++) assertEquals(closed.failed("p", "a", fault("call")), undefined);
  assertStringIncludes(closed.failed("p", "a", fault("call"))!, "not asked any more");
});
