import { assert, assertEquals, assertRejects } from "@std/assert";
import { kCenter } from "../../lib/sampling/k_center.ts";
import { cases } from "./k_center_vectors.ts";

for (const { name, embeddings, dimensions, choice, order, radii } of cases) {
  Deno.test(`kCenter() gives the order and radii of the NumPy reference: ${name}`, async () => {
    const result = await kCenter(embeddings, dimensions, choice);
    assertEquals([...result.order], order);
    assertEquals([...result.radii], radii);
  });
}

Deno.test("kCenter() rejects rows that are not finite", async () => {
  await assertRejects(() => kCenter(Float32Array.of(1, NaN), 1), RangeError, "row 1");
});

Deno.test("kCenter() rejects with the reason of a signal that has aborted", async () => {
  const error = await assertRejects(() =>
    kCenter(new Float32Array(4), 1, { signal: AbortSignal.abort(new Error("enough")) })
  );
  assert(error.message === "enough");
});
