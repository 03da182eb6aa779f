import { assertEquals } from "@std/assert";
import type { Fault } from "../../lib/querying/fault.ts";
import { Patience } from "../../lib/querying/patience.ts";

const fault = (scope: Fault["scope"]): Fault => ({
  scope,
  kind: "status",
  status: 500,
  message: "no",
});

Deno.test("Patience waits longer after each fault, as long as it was asked to, until its retries are used up", () => {
  const patience = new Patience(() => 0.5, 3);
  assertEquals(patience.wait(fault("retry")), 500);
  assertEquals(patience.wait(fault("retry"), 90_000), 91_000);
  assertEquals(patience.wait(fault("retry")), 2000);
  assertEquals(patience.wait(fault("retry")), null);
});

Deno.test("Patience lets refusals for the pace use up no retries, and leaves their wait to the lane", () => {
  const patience = new Patience(() => 0, 1);
  for (let i = 0; i < 100; i++) assertEquals(patience.wait(fault("limited"), 5000), 0);
  assertEquals(patience.wait(fault("retry")), 0);
  assertEquals(patience.wait(fault("limited")), null);
});

Deno.test("Patience has none for what no repetition mends", () => {
  for (const scope of ["call", "model", "provider"] as const) {
    assertEquals(new Patience(() => 0).wait(fault(scope)), null);
  }
});

Deno.test("Patience waits without end for a provider that answered once, and not for one that never did", () => {
  const patience = new Patience(() => 0.5, 2);
  for (let i = 0; i < 1000; i++) {
    assertEquals(patience.wait(fault("unreachable"), undefined, true), 500);
  }
  const waits = [1, 2, 3].map(() => patience.wait(fault("unreachable"), undefined, false));
  assertEquals(waits, [500, 1000, null]);
});
