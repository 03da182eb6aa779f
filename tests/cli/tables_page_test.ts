import { assertEquals } from "@std/assert";
import { studyTables } from "../../lib/cli/study_tables.ts";
import { simulatedRun } from "../pipeline/simulated_run.ts";

/** The columns that `docs/tables.md` names with their types, in order, by table. */
async function told(): Promise<Map<string, [column: string, type: string][]>> {
  const page = await Deno.readTextFile("docs/tables.md");
  const [, list] = page.split("| table | one row per |");
  const rows = list!.split("\n\n")[0]!.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm);
  return new Map(
    [...rows].map(([, table, cell]) => [
      table!,
      // What stands in parentheses speaks of the column before.
      [...cell!.replaceAll(/\([^)]*\)/g, "").matchAll(/`([\w<>]+)`(?: \*(\w+)\*)?/g)]
        .map(([, column, type = "text"]) => [column!, type]),
    ]),
  );
}

Deno.test("docs/tables.md names every table and column of an export, with its type, in its order, and no other", async () => {
  const page = await told();
  const { run, source } = await simulatedRun();
  const tables = studyTables(run, source, []);
  assertEquals([...page.keys()].sort(), Object.keys(tables).sort());
  for (const [table, { columns }] of Object.entries(tables)) {
    const { simulated, ...rest } = columns;
    assertEquals(simulated, "boolean");
    const names = page.get(table)!;
    const found: [string, string][] = [];
    for (const [column, type] of Object.entries(rest)) {
      const name = names.find(([name]) =>
        new RegExp(`^${name.replace(/<\w+>/, "\\w+")}$`).test(column)
      )?.[0] ?? column;
      // Of columns that have one name on the page, each is the same.
      if (found.at(-1)?.[0] !== name || found.at(-1)?.[1] !== type) found.push([name, type]);
    }
    assertEquals(found, names, table);
  }
});
