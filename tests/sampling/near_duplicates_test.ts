import { assertEquals } from "@std/assert";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { pairsAtDistances } from "../../lib/sampling/near_duplicates.ts";
import { clusteredRows } from "../bench/sampling_data.ts";

Deno.test("pairsAtDistances() gives the pairs taken nearest to each distance, with their true distances", () => {
  const { rows, dimensions } = clusteredRows(200, 16, 1);
  const result = kCenterPlain(rows, dimensions);
  const wanted = [0.2, 0.4];
  const found = pairsAtDistances(rows, dimensions, result, wanted, 3);
  found.forEach((pairs, w) => {
    const off = [...result.radii].map((radius) => Math.abs(radius - wanted[w]!)).sort((a, b) =>
      a - b
    );
    assertEquals(pairs.map(({ distance }) => Math.abs(distance - wanted[w]!)), off.slice(0, 3));
    for (const { row, neighbour, distance } of pairs) {
      const at = result.order.indexOf(row);
      assertEquals(result.radii[at - 1], distance);
      assertEquals(result.order.subarray(0, at).includes(neighbour), true);
    }
  });
});

Deno.test("pairsAtDistances() gives fewer pairs where there are fewer rows", () => {
  const rows = Float32Array.of(0, 1);
  assertEquals(pairsAtDistances(rows, 1, kCenterPlain(rows, 1), [5], 4), [[
    { row: 1, neighbour: 0, distance: 1 },
  ]]);
});
