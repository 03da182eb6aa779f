import { assertEquals } from "@std/assert";
import { bestWidth, type WidthSituation } from "../../lib/sampling/width_plan.ts";

const situation: WidthSituation = {
  current: 768,
  pairs: 1e10,
  rows: 1e5,
  dimensions: 768,
  depth: 256,
  projected: false,
  onDisk: false,
};
const whole = { width: 768, compared: 0, measured: 0.001 };

Deno.test("bestWidth() stays with whole rows where leading coordinates tell nothing", () => {
  const choices = [whole, { width: 64, compared: 1, measured: 1 }];
  assertEquals(bestWidth(choices, situation), 768);
});

Deno.test("bestWidth() takes few coordinates where these rule most pairs out", () => {
  const choices = [
    whole,
    { width: 16, compared: 0.5, measured: 0.001 },
    { width: 32, compared: 0.01, measured: 0.001 },
    { width: 128, compared: 0.002, measured: 0.001 },
  ];
  assertEquals(bestWidth(choices, situation), 32);
});

Deno.test("bestWidth() changes only where the gain pays for it", () => {
  const choices = [whole, { width: 32, compared: 0.01, measured: 0.001 }];
  assertEquals(bestWidth(choices, { ...situation, pairs: 1e5 }), 768);
  assertEquals(bestWidth(choices, { ...situation, pairs: 1e5, projected: true }), 32);
});
