import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { matchCategories } from "../../lib/scoring/match_categories.ts";
import { fakeEngine } from "../generation/fake_engine.ts";
import { judge } from "./fixtures.ts";

const directions: Record<string, readonly [number, number]> = {
  Thrift: [1, 0],
  Care: [0, 1],
  saving: [0.8, 0.6],
  kindness: [0, 1],
  noise: [-1, 0],
};
const engine = () => fakeEngine(() => "", { embed: (text) => directions[text]! });
const options = { embedder: judge("e"), dimensions: 2, threshold: 0.7 };

Deno.test("matchCategories() gives the nearest category within the threshold, and its distance", async () => {
  const names = ["saving", "kindness", "noise", "saving"];
  const matches = await matchCategories(engine(), names, ["Thrift", "Care"], options);
  assertEquals([...matches.keys()], ["saving", "kindness", "noise"]);
  assertEquals(matches.get("kindness"), { category: "Care", nearest: "Care", distance: 0 });
  assertEquals(matches.get("saving")!.category, "Thrift");
  assertAlmostEquals(matches.get("saving")!.distance, Math.sqrt(0.4), 1e-6);
  assertEquals(matches.get("noise")!.category, null);
  assertEquals(matches.get("noise")!.nearest, "Care");
});

Deno.test("matchCategories() throws without a category", async () => {
  await assertRejects(() => matchCategories(engine(), ["saving"], [], options), RangeError);
});
