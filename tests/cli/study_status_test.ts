import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { statusLines } from "../../lib/cli/study_status.ts";
import type { JournalTotal } from "../../lib/study/journal.ts";
import type { Manifest } from "../../lib/study/manifest.ts";

const total = (over: Partial<JournalTotal>): JournalTotal => ({
  stage: "respond",
  provider: "openai",
  model: "o3",
  completions: 1200,
  failures: 3,
  inputTokens: 1000,
  cachedInputTokens: 0,
  outputTokens: 2000,
  usd: 1.5,
  unpriced: 0,
  ...over,
});
const manifest = (runs: Manifest["runs"]) => ({ runs }) as Manifest;
const began = "2026-11-24T10:00:00Z";

Deno.test("statusLines() adds up what was spent, and never shows an unknown price as nothing", () => {
  const lines = statusLines([
    total({}),
    total({ stage: "position", usd: 0.25, completions: 10, unpriced: 4 }),
    total({ model: "own", completions: 7, usd: 0, unpriced: 7 }),
  ], undefined).split("\n");
  assertStringIncludes(lines[1]!, "1,200");
  assertStringIncludes(lines[1]!, "$1.50");
  assertStringIncludes(lines[2]!, "$0.2500");
  assert(/—\s+7$/.test(lines[3]!), lines[3]);
  assertEquals(lines.slice(-2), ["Spent: $1.75, and 11 answers without a price", "Runs: none"]);
});

Deno.test("statusLines() says that nothing was asked yet", () => {
  assertEquals(statusLines([], undefined).split("\n"), [
    "Nothing was asked yet.",
    "",
    "Spent: $0.0000",
    "Runs: none",
  ]);
});

Deno.test("statusLines() tells how the last run ended, or that it did not", () => {
  const last = (runs: Manifest["runs"]) => statusLines([], manifest(runs)).split("\n").at(-1);
  const ended = { startedAt: began, endedAt: "2026-11-24T11:00:00Z", end: "stopped" as const };
  assertEquals(
    last([ended]),
    `Runs: 1, the last began ${began} and stopped 2026-11-24T11:00:00Z`,
  );
  assertStringIncludes(
    last([ended, { startedAt: began, endedAt: null, end: null }])!,
    "Runs: 2, the last began 2026-11-24T10:00:00Z and has not ended",
  );
});
