import { assertEquals } from "@std/assert";
import type { Fault } from "../../lib/querying/fault.ts";
import { givenUp } from "../../lib/querying/given_up.ts";

const fault = (scope: Fault["scope"]): Fault => ({
  scope,
  kind: "connection",
  status: null,
  message: "no",
});

Deno.test("givenUp() waits longest for a network that is gone, and least for what never answered", () => {
  const most = (scope: Fault["scope"], reached: boolean) => {
    let probes = 0;
    while (!givenUp(fault(scope), { probes, reached })) probes++;
    return probes;
  };
  assertEquals(
    [
      most("unreachable", true),
      most("retry", true),
      most("unreachable", false),
      most("retry", false),
    ],
    [1001, 451, 9, 9],
  );
  assertEquals(givenUp(fault("call"), { probes: 0, reached: true }), false);
});
