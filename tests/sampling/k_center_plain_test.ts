import { assertEquals } from "@std/assert";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { cases } from "./k_center_vectors.ts";

for (const { name, embeddings, dimensions, choice, order, radii } of cases) {
  Deno.test(`kCenterPlain() gives the order and radii of the NumPy reference: ${name}`, () => {
    const result = kCenterPlain(embeddings, dimensions, choice);
    assertEquals([...result.order], order);
    assertEquals([...result.radii], radii);
  });
}

Deno.test("kCenterPlain() chooses nothing of nothing", () => {
  const { order, radii } = kCenterPlain(new Float32Array(), 4);
  assertEquals([order.length, radii.length], [0, 0]);
});
