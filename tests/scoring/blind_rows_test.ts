import { assertEquals, assertRejects } from "@std/assert";
import { z } from "zod";
import { BlindRows } from "../../lib/scoring/blind_rows.ts";
import { ResponseRows } from "../../lib/scoring/response_rows.ts";
import { ShownTogether } from "../../lib/scoring/shown_together.ts";
import { keyOf } from "../generation/fake_engine.ts";
import { response } from "./fixtures.ts";

const item = z.strictObject({ response: z.int(), label: z.string(), words: z.string() });
type Item = z.infer<typeof item>;

function rowsOf() {
  const responses = ResponseRows.from([
    response("a"),
    response("b", { outcome: "filtered" }),
    response("c"),
  ]);
  const kept: string[] = [];
  const shown = new ShownTogether(responses, true);
  const by = { judges: ["j", "k"], repeats: 2 };
  return new BlindRows<Item, string>(responses, shown, by, () => ({
    set: (index, { label }, text) => void (kept[index] = `${label} of ${text}`),
    get: (index) => kept[index]!,
  }));
}

const said = (label: string, n: number) => ({ response: n, label, words: `words for ${label}` });

Deno.test("BlindRows has a cell per response, judge and repeat: not_run, or the response's own outcome", () => {
  const rows = rowsOf();
  assertEquals(rows.length, 3 * 2 * 2);
  assertEquals(rows.map((row) => row.outcome), [
    ...Array(4).fill("not_run"),
    ...Array(4).fill("filtered"),
    ...Array(4).fill("not_run"),
  ]);
  assertEquals(rows.slice(0, 4).map((row) => [row.model, row.judge, row.repeat, row.place]), [
    ["a", "j", 0, null],
    ["a", "j", 1, null],
    ["a", "k", 0, null],
    ["a", "k", 1, null],
  ]);
});

Deno.test("BlindRows keeps what its columns keep, and reads the whole items again", async () => {
  const rows = rowsOf();
  const of = { group: 0, judge: 1, repeat: 0 };
  rows.judged(of, keyOf(7), true);
  // Shown in the order c, a; the judge had nothing to say of c.
  rows.end(of, 2, 0, "unparseable", null);
  rows.end(of, 0, 1, "answered", { item: said("good", 2), text: "Words of a." });
  assertEquals(rows.at(2), {
    query: "s1/neutral",
    model: "a",
    sample: 0,
    judge: "k",
    repeat: 0,
    outcome: "answered",
    place: 1,
    item: "good of Words of a.",
  });
  assertEquals([rows.at(10)!.outcome, rows.at(10)!.item, rows.at(10)!.place], [
    "unparseable",
    null,
    0,
  ]);
  const text = JSON.stringify({ labels: [said("good", 2)] });
  const asked: string[] = [];
  const source = {
    recall(keys: readonly string[]) {
      asked.push(...keys);
      return Promise.resolve(new Map([[keyOf(7), text]]));
    },
  };
  const read = await Array.fromAsync(rows.read(source, { field: "labels", item }));
  assertEquals(read.map((one) => one?.words ?? null), [
    ...[null, null, "words for good"],
    ...Array(9).fill(null),
  ]);
  assertEquals(asked, [keyOf(7)]);
  const lost = { recall: () => Promise.resolve(new Map<string, string>()) };
  await assertRejects(
    () => Array.fromAsync(rows.read(lost, { field: "labels", item })),
    Error,
    keyOf(7),
  );
});
