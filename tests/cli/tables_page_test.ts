import { assertEquals, assertMatch } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import { inFolder, runHere } from "../pipeline/simulated_run.ts";

/** The columns that `docs/tables.md` names, by table. */
async function told(): Promise<Map<string, string[]>> {
  const page = await Deno.readTextFile("docs/tables.md");
  const rows = page.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm);
  return new Map(
    [...rows].map(([, table, cell]) => [
      table!,
      [...cell!.matchAll(/`([\w<>]+)`/g)].map(([, column]) => column!),
    ]),
  );
}

Deno.test("docs/tables.md names every table and column that study export writes", () =>
  inFolder(async (folder) => {
    await runHere(folder, 24);
    const out: string[] = [];
    const say = { out: (text: string) => void out.push(text), err: () => {} };
    const args = ["export", folder, "--format", "jsonl"];
    assertEquals(await study(args, new AbortController().signal, say), 0);
    const page = await told();
    // These have the columns of the table before, or one for each topic.
    page.set("fits", page.get("response_types")!);
    page.get("topics")!.push("<topic>");
    for (const path of out.join("\n").split("\n")) {
      const table = /(\w+)\.jsonl$/.exec(path)![1]!;
      const [line] = (await Deno.readTextFile(path)).split("\n");
      if (!line) continue;
      assertEquals(JSON.parse(line).simulated, true, `${table} says that it is simulated`);
      const columns = ["simulated", ...page.get(table) ?? []]
        .map((name) => name.replace(/<\w+>/, "\\w+"));
      const known = new RegExp(`^(?:${columns.join("|")})$`);
      for (const column of Object.keys(JSON.parse(line))) {
        assertMatch(column, known, `Expected docs/tables.md to name ${table}.${column}`);
      }
    }
  }));
