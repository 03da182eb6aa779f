import { assertAlmostEquals, assertEquals } from "@std/assert";
import { selectRows, takeRows } from "../../lib/pipeline/select_queries.ts";

/** Rows at some angles of the unit circle. */
const circle = (...degrees: number[]) =>
  Float32Array.from(
    degrees.flatMap((d) => [Math.cos(d * Math.PI / 180), Math.sin(d * Math.PI / 180)]),
  );

Deno.test("selectRows() drops what lies within the threshold of a kept row", async () => {
  const rows = circle(0, 1, 90, 91, 180);
  const { order, radii } = await selectRows(rows, 2, { threshold: 0.1 });
  assertEquals(order.length, 3);
  assertEquals(order[0], 0);
  assertEquals(order.map((i) => [0, 0, 1, 1, 2][i]).toSorted(), [0, 1, 2]);
  assertEquals(radii.length, 2);
  assertAlmostEquals(radii[0]!, 2, 1e-6);
});

Deno.test("selectRows() keeps no more than k", async () => {
  const { order } = await selectRows(circle(0, 90, 180, 270), 2, { threshold: 0, k: 2 });
  assertEquals(order, [0, 2]);
});

Deno.test("selectRows() prefers heavy rows where weights are given", async () => {
  const { order } = await selectRows(circle(0, 180, 90), 2, {
    threshold: 0,
    k: 2,
    weights: Float64Array.of(1, 1, 3),
  });
  assertEquals(order.includes(2), true);
});

Deno.test("selectRows() keeps nothing where there are no rows", async () => {
  assertEquals(await selectRows(new Float32Array(), 8, { threshold: 0.1 }), {
    order: [],
    radii: [],
  });
});

Deno.test("takeRows() copies the rows of the indices in their order", () => {
  const rows = Float32Array.of(0, 1, 2, 3, 4, 5);
  assertEquals(takeRows(rows, 2, [2, 0]), Float32Array.of(4, 5, 0, 1));
  assertEquals(takeRows(rows, 2, []), new Float32Array());
});
