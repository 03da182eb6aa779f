import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { reproduce } from "../../lib/cli/reproduce.ts";
import { parseCsv } from "../../lib/generation/csv.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "../published/dataset_layout.ts";
import { inFolder } from "../in_folder.ts";

const REAL = "../shared/data/published/score_rows.csv";
const TAXONOMY = "../shared/data/taxonomy";
const here = await Deno.stat(REAL).then(() => true, () => false);

/** Every file under a folder with its bytes as text. */
async function contents(folder: string, under = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(join(folder, under))) {
    const path = join(under, name);
    if (isDirectory) {
      for (const [key, text] of await contents(folder, path)) files.set(key, text);
    } else {files.set(
        path,
        new TextDecoder("latin1").decode(await Deno.readFile(join(folder, path))),
      );}
  }
  return files;
}

Deno.test({
  name:
    "reproduce() gives the published rank's order of the real rows (skipped where they are not there)",
  ignore: !here,
  fn: () =>
    inFolder(async (folder) => {
      const out = join(folder, "out");
      await reproduce({ data: REAL, out });
      const [header, ...rows] = parseCsv(
        await Deno.readTextFile(join(out, "tables/disagreement.csv")),
      );
      const column = (name: string) => rows.map((row) => row[header!.indexOf(name)]);
      const ranks = column("rank").map(Number);
      const [one, two] = ["std_value1", "std_value2"].map((name) => column(name).map(Number));
      const score = ranks.map((_, i) =>
        Math.max(one![i]!, two![i]!) + 0.01 * Math.min(one![i]!, two![i]!)
      );
      const order = ranks.map((_, i) => i).sort((a, b) => score[b]! - score[a]!).map((i) =>
        ranks[i]
      );
      assertEquals(ranks.length, 30);
      assertEquals(order, ranks.toSorted((a, b) => a - b));
      assert(column("disagreement").every((d) => Number(d) >= 1.5));
      assertEquals(new Set(column("xai_disagreement")), new Set(["NA"]));
      assert(column("openai_disagreement").every((d) => Number(d) >= 0));
    }),
});

Deno.test({
  name:
    "reproduce() writes the same bytes twice, over its own folder (skipped without the real rows)",
  ignore: !here,
  fn: () =>
    inFolder(async (folder) => {
      const out = join(folder, "out");
      await reproduce({ data: REAL, out, taxonomy: TAXONOMY });
      const first = await contents(out);
      await reproduce({ data: REAL, out, taxonomy: TAXONOMY });
      const second = await contents(out);
      assertEquals([...second.keys()].sort(), [...first.keys()].sort());
      for (const [name, bytes] of first) assert(second.get(name) === bytes, `${name} differs`);
      assert(first.has("figures/outliers.svg") && first.has("figures/outliers.png"));
      assert([...Deno.readDirSync(folder)].length === 1);
    }),
});

Deno.test("reproduce() makes tables, figures and a report that needs nothing else from shards", () =>
  inFolder(async (folder) => {
    const data = join(folder, "data");
    await Deno.mkdir(data);
    for (const shard of [0, 1]) {
      const columns = layoutColumns({ rows: 100, seed: `shard ${shard}` });
      await writeLayout(join(data, `all_models-0000${shard}-of-00002.parquet`), columns, 40);
    }
    const out = join(folder, "out");
    await reproduce({ data, out });
    const report = await Deno.readTextFile(join(out, "report.html"));
    assert(!/(?:src|href)="(?!#)|<script|@import|url\(/.test(report));
    assertEquals(report.match(/<figure/g)?.length, report.match(/<figcaption/g)?.length);
    assertEquals(
      report.match(/role="img" aria-label="[^"]{20,}/g)?.length,
      report.match(/<figure/g)?.length,
    );
    assertStringIncludes(report, "name a taxonomy with --taxonomy");
    const manifest = JSON.parse(await Deno.readTextFile(join(out, "manifest.json")));
    assertEquals(manifest.inputs.length, 2);
    assert(/^[0-9a-f]{64}$/.test(manifest.inputs[0].sha256));
    const positions = parseCsv(await Deno.readTextFile(join(out, "tables/positions.csv")));
    assertEquals(positions.length, 1 + 24);
  }));

Deno.test("reproduce() draws the judges' figures where the folder has their decisions", () =>
  inFolder(async (folder) => {
    const data = join(folder, "data");
    await Deno.mkdir(join(data, "judge_evaluations"), { recursive: true });
    await writeLayout(join(data, "all_models-00000-of-00001.parquet"), layoutColumns({ rows: 60 }));
    const models = ["gpt_4_1", "gpt_4_1_mini", "gpt_4o", "o3", "o4_mini"];
    for (const bin of ["std_0.0_to_1.0", "std_2.5_to_3.0"]) {
      const rows = Array.from({ length: 20 }, (_, query) =>
        models.map((model) => {
          const decision = bin === "std_2.5_to_3.0" && query < 8 ? "non-compliant" : "compliant";
          return `query ${query},${model},${decision},${
            query % 2 ? decision : "ambiguous"
          },${decision}`;
        })).flat();
      await Deno.writeTextFile(
        join(data, "judge_evaluations", `${bin}.csv`),
        `prompt,model,claude_4_decision,o3_decision,gemini_2_5_decision\n${rows.join("\n")}\n`,
      );
    }
    const out = join(folder, "out");
    await reproduce({ data, out });
    const [header, ...rows] = parseCsv(
      await Deno.readTextFile(join(out, "tables/noncompliance_bins.csv")),
    );
    const of = (bin: string, vote: string, column: string) =>
      Number(rows.find((row) => row[0] === bin && row[1] === vote)?.[header!.indexOf(column)]);
    assertEquals(of("std_2.5_to_3.0", "majority", "rate"), 0.4);
    assertEquals(of("std_0.0_to_1.0", "majority", "rate"), 0);
    assertEquals(of("std_0.0_to_1.0", "any", "rate"), 0.5);
    assert((await Deno.stat(join(out, "figures/judge_agreement.png"))).size > 1000);
    const [, ...compliance] = parseCsv(
      await Deno.readTextFile(join(out, "tables/compliance.csv")),
    );
    assertEquals(
      compliance.map((row) => row.slice(0, 3)),
      [
        ["std_0.0_to_1.0", "all_five_pass", "1"],
        ["std_0.0_to_1.0", "at_least_one_fails", "0"],
        ["std_0.0_to_1.0", "all_five_fail", "0"],
        ["std_2.5_to_3.0", "all_five_pass", "0.6"],
        ["std_2.5_to_3.0", "at_least_one_fails", "0.4"],
        ["std_2.5_to_3.0", "all_five_fail", "0.4"],
      ],
    );
    const agreement = parseCsv(await Deno.readTextFile(join(out, "tables/judge_agreement.csv")));
    assertEquals(agreement.slice(1).map((row) => row.slice(0, 2).sort().join()).sort(), [
      "claude_sonnet_4,gemini_2_5_pro",
      "claude_sonnet_4,o3",
      "gemini_2_5_pro,o3",
    ]);
    // Of 40 queries o3 finds ambiguous what another finds compliant on 16; non-compliant and ambiguous agree.
    const [head, first] = agreement;
    assertEquals(Number(first![head!.indexOf("agreement")]), 0.6);
    assertStringIncludes(
      await Deno.readTextFile(join(out, "report.html")),
      "Diamonds: published agreement",
    );
    assertEquals(JSON.parse(await Deno.readTextFile(join(out, "manifest.json"))).inputs.length, 3);
  }));

Deno.test("reproduce() marks report and every figure of simulated scores, and shows nothing published beside", () =>
  inFolder(async (out) => {
    await reproduce({
      data: "data/sample_scores.csv",
      taxonomy: "data/sample_taxonomy.csv",
      out: join(out, "out"),
    });
    const report = await Deno.readTextFile(join(out, "out/report.html"));
    assertStringIncludes(report, "<strong>Simulated data.</strong>");
    const figures = report.match(/<figure/g)!.length;
    assert(figures >= 9, `${figures} figures`);
    assertEquals(report.match(/class="fl-simulated"/g)?.length, figures);
    assert(!/Diamonds|Published:/.test(report));
    const manifest = JSON.parse(await Deno.readTextFile(join(out, "out/manifest.json")));
    assertEquals(manifest.simulated, true);
    const [header, ...rows] = parseCsv(
      await Deno.readTextFile(join(out, "out/tables/value_rankings.csv")),
    );
    const at = (row: string[], name: string) => Number(row[header!.indexOf(name)]);
    assert(rows.length > 50);
    for (const row of rows) {
      assert(at(row, "rank_low") <= at(row, "rank") && at(row, "rank") <= at(row, "rank_high"));
    }
    const [columns, first] = parseCsv(
      await Deno.readTextFile(join(out, "out/tables/bradley_terry_accuracy.csv")),
    );
    assertEquals(first![columns!.indexOf("splits")], "50");
  }));

Deno.test("reproduce() leaves nothing behind on bad input and touches no folder that is not its own", () =>
  inFolder(async (folder) => {
    const data = join(folder, "scores.csv");
    const out = join(folder, "out");
    const header = "value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position";
    await Deno.writeTextFile(data, `${header}\na,b,neutral,q,9,1\n`);
    await assertRejects(
      () => reproduce({ data, out }),
      InputError,
      "Expected an integer from 0 to 6",
    );
    assertEquals([...Deno.readDirSync(folder)].map((entry) => entry.name), ["scores.csv"]);

    await Deno.writeTextFile(data, `${header}\na,b,neutral,q,6,1\n`);
    await Deno.mkdir(out);
    await Deno.writeTextFile(join(out, "mine.txt"), "keep");
    await assertRejects(() => reproduce({ data, out }), InputError, "but found other files");
    assertEquals([...Deno.readDirSync(out)].map((entry) => entry.name), ["mine.txt"]);
    await assertRejects(
      () => reproduce({ data, out: join(data, "out") }),
      InputError,
      "Expected a folder",
    );
  }));

Deno.test("deno task reproduce ends with code 2 and one sentence on bad input", () =>
  inFolder(async (folder) => {
    const data = join(folder, "none.csv");
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "lib/cli/reproduce.ts", "--data", data, "--out", join(folder, "out")],
    }).output();
    assertEquals(code, 2);
    const text = new TextDecoder().decode(stderr).trim();
    assertEquals(text.split("\n").length, 1);
    assertStringIncludes(text, "none.csv: Expected a file or folder that can be read");
  }));

Deno.test("reproduce() tells the rows that repeat an earlier one's query", () =>
  inFolder(async (folder) => {
    const data = join(folder, "scores.csv");
    const header = "value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position";
    const rows = ["a,b,neutral,q,6,1", "a,b,neutral,other,6,1", "a,b,neutral,q,6,1"];
    await Deno.writeTextFile(data, `${[header, ...rows].join("\n")}\n`);
    const said: string[] = [];
    await reproduce({ data, out: join(folder, "out"), say: (line) => void said.push(line) });
    const sentence = said.find((line) => line.includes("row 3 that of row 1"));
    assert(sentence !== undefined, said.join("\n"));
    assertStringIncludes(await Deno.readTextFile(join(folder, "out/report.html")), sentence);
  }));

Deno.test("reproduce() stops in the midst of what takes long and leaves nothing behind", () =>
  inFolder(async (folder) => {
    const data = join(folder, "data.parquet");
    await writeLayout(data, layoutColumns({ rows: 6000 }), 1000);
    const stop = new AbortController();
    const said: string[] = [];
    await assertRejects(
      () =>
        reproduce({
          data,
          out: join(folder, "out"),
          signal: stop.signal,
          say(line) {
            said.push(line);
            // The rankings come next: only workers are busy then.
            if (line === "made providers") setTimeout(() => stop.abort(new Error("enough")), 100);
          },
        }),
      Error,
      "enough",
    );
    assert(!said.includes("made value rankings"), said.join("\n"));
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["data.parquet"]);
  }));

Deno.test({
  name: "deno task reproduce stops by Ctrl-C with code 130, and its folder is not there",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      await writeLayout(join(folder, "data.parquet"), layoutColumns({ rows: 6000 }), 1000);
      const child = new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "--config", Deno.realPathSync("deno.json"), "reproduce"]
          .concat("--data", "data.parquet", "--out", "out"),
        // Relative paths are taken from where the user stands.
        cwd: folder,
        // A task that runs these tests has set it, and a task keeps what is set.
        env: { INIT_CWD: folder },
        stdout: "null",
        stderr: "piped",
      }).spawn();
      let said = "";
      for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
        if (!said.includes("made") && text.includes("made")) child.kill("SIGINT");
        said += text;
      }
      assertEquals((await child.status).code, 130, said);
      assertStringIncludes(said, "Stopped.");
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["data.parquet"]);
    }),
});
