import { assert, assertEquals, assertRejects } from "@std/assert";
import { makeAll } from "../../lib/cli/reproduce_make.ts";
import { STEPS } from "../../lib/cli/reproduce_steps.ts";
import { positionRowsOf } from "../../lib/published/position_table.ts";
import { smallTable } from "../published/small_table.ts";
import { pathsUnder } from "./command.ts";

const table = smallTable({ o3: [[1, 2]], grok_4: [[6, 2]] });
const input = { table, rows: positionRowsOf(table), judged: null, categories: null };

Deno.test("makeAll() makes or lacks every figure of every step, and writes what its sections name", async () => {
  const folder = await Deno.makeTempDir();
  const said: string[] = [];
  const { sections, lacking } = await makeAll(input, folder, {
    say: (line) => void said.push(line),
  });
  const names = [
    ...sections.flatMap(({ figures = [] }) => figures.map(({ name }) => name)),
    ...lacking.map(({ name }) => name),
  ];
  const known = [...STEPS.flatMap(({ figures }) => figures)];
  assertEquals(known.filter((name) => !names.includes(name)), []);
  assertEquals(said.length, sections.length);
  const paths = await pathsUnder(folder);
  for (const { figures = [], text = [] } of sections) {
    for (const { name } of figures) {
      assert(paths.includes(`figures/${name}.svg`) && paths.includes(`figures/${name}.png`), name);
    }
    for (const [path] of text.join(" ").matchAll(/tables\/\w+\.csv/g)) {
      assert(paths.includes(path) && paths.includes(path.replace(".csv", ".parquet")), path);
    }
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("makeAll() stops between two steps at the signal", async () => {
  const folder = await Deno.makeTempDir();
  const stop = new AbortController();
  const said: string[] = [];
  await assertRejects(
    () =>
      makeAll(input, folder, {
        signal: stop.signal,
        say(line) {
          said.push(line);
          stop.abort(new Error("enough"));
        },
      }),
    Error,
    "enough",
  );
  assertEquals(said, ["made disagreement"]);
  await Deno.remove(folder, { recursive: true });
});
