import { assert, assertEquals, assertRejects } from "@std/assert";
import type { KCenterReports } from "../../lib/sampling/k_center_reports.ts";
import { SearchPace } from "../../lib/sampling/search_pace.ts";

const progress = { chosen: 3, limit: 9, radius: 0.5 };
const checkpoint = {
  fingerprint: "f",
  order: Uint32Array.of(1),
  radii: new Float64Array(),
  squared: new Float64Array(),
  seen: new Uint32Array(),
};
const paceOf = (reports: KCenterReports) =>
  new SearchPace(reports, () => progress, () => checkpoint);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("SearchPace reports now and then, not after each round, and at the end", async () => {
  const seen: unknown[] = [];
  const pace = paceOf({ onProgress: (p) => seen.push(p) });
  for (let i = 0; i < 50; i++) pace.after();
  assertEquals(seen, []);
  await pause(110);
  pace.after();
  pace.after();
  assertEquals(seen, [progress]);
  pace.end();
  assertEquals(seen.length, 2);
});

Deno.test("SearchPace gives a checkpoint out each time that is due", async () => {
  let saved = 0;
  const pace = paceOf({ onCheckpoint: () => void saved++, checkpointEvery: 20 });
  pace.after();
  assertEquals(saved, 0);
  for (let i = 0; i < 3; i++) {
    await pause(25);
    pace.after();
  }
  assertEquals(saved, 3);
});

Deno.test("SearchPace stops with the signal's reason, after a last checkpoint", async () => {
  const stop = new AbortController();
  const saved: unknown[] = [];
  const pace = paceOf({ signal: stop.signal, onCheckpoint: (c) => saved.push(c) });
  await pace.before();
  stop.abort(new Error("enough"));
  await assertRejects(() => pace.before(), Error, "enough");
  assertEquals(saved, [checkpoint]);
});

Deno.test("SearchPace lets timers of the caller run", async () => {
  const pace = paceOf({});
  let ran = false;
  const began = performance.now();
  setTimeout(() => ran = true, 60);
  // A search that never waits for a worker.
  while (!ran && performance.now() - began < 2_000) await pace.before();
  assert(ran);
});
