import { assertEquals } from "@std/assert";
import { diversityCurve } from "../../lib/sampling/diversity_curve.ts";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { clusteredRows } from "../bench/sampling_data.ts";

Deno.test("diversityCurve() keeps as many as a selection with each threshold would", () => {
  const { rows, dimensions } = clusteredRows(300, 16, 1);
  const { radii } = kCenterPlain(rows, dimensions);
  const distances = [0, 0.2, 0.4, radii[40]!, 0.8, 2];
  const curve = diversityCurve(radii, distances);
  assertEquals(
    curve.map(({ kept }) => kept),
    distances.map((threshold) => kCenterPlain(rows, dimensions, { threshold }).order.length),
  );
});
