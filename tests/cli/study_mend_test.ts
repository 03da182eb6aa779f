import {
  assert,
  assertEquals,
  assertGreater,
  assertLessOrEqual,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere } from "../pipeline/simulated_run.ts";

const never = new AbortController().signal;

async function mend(args: readonly string[], signal = never) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await study(["mend", ...args], signal, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

async function spent(folder: string): Promise<number> {
  await using open = await openStudy(folder, { readOnly: true });
  return (await open.journal.totals()).reduce((sum, { usd }) => sum + usd, 0);
}

interface Plan {
  readonly split: { readonly touched: string[]; readonly heldOut: string[] };
  readonly calls: { readonly stage: string; readonly calls: number; readonly left: number }[];
  readonly estimate: { readonly usd: number; readonly low: number; readonly high: number };
}

Deno.test("study mend goes from the gaps to an edit that was tried", (t) =>
  inFolder(async (folder) => {
    await runHere(folder, 24);
    const edit = `${folder}/edit.json`;
    let clause = "";

    await t.step("lists the gaps, the surest first, and asks nothing", async () => {
      const { code, out } = await mend([folder, "--json"]);
      assertEquals(code, 0);
      const gaps = JSON.parse(out) as { clauses: string[]; score: { n: number } }[];
      assertGreater(gaps.length, 1);
      clause = gaps[0]!.clauses[0]!;
      assertStringIncludes((await mend([folder])).out.split("\n")[1]!, `#${clause}`);
    });

    const options = ["--edit", edit, "--models", "o3,grok_4", "--untouched", "1"];
    await t.step("says what an edit will ask and cost, and changes nothing", async () => {
      const text = "Tern says what is true, in kind words.";
      await Deno.writeTextFile(edit, JSON.stringify({ kind: "amend", clause, text }));
      const before = await spent(folder);
      const { code, out } = await mend([folder, ...options, "--json"]);
      assertEquals(code, 0);
      const { split, calls, estimate } = JSON.parse(out) as Plan;
      assertGreater(split.touched.length, 0);
      const queries = split.touched.length + split.heldOut.length + 1;
      const of = (stage: string) =>
        calls.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.calls, 0);
      assertEquals(
        [of("respond"), of("position"), of("comply")],
        [queries * 2 * 2, queries * 2, queries * 2 * 3 * 2],
      );
      assert(calls.every((row) => row.left === row.calls));
      assert(estimate.low > 0 && estimate.low <= estimate.usd && estimate.usd <= estimate.high);
      assertEquals(await spent(folder), before);
      assertStringIncludes((await mend([folder, ...options])).out, "Nothing was asked.");
    });

    await t.step("tries it within the estimate, and writes the edited spec", async () => {
      const { estimate } = JSON.parse((await mend([folder, ...options, "--json"])).out) as Plan;
      const before = await spent(folder);
      const edited = `${folder}/edited.md`;
      const { code, out } = await mend([folder, ...options, "--run", "--json", "--out", edited]);
      assertEquals(code, 0);
      const tried = JSON.parse(out) as { clauses: string[]; models: string[]; spentUsd: number };
      assertEquals(tried.clauses, [clause]);
      assertEquals(tried.models.toSorted(), ["grok_4", "o3"]);
      assertGreater(tried.spentUsd, 0);
      assertLessOrEqual(tried.spentUsd, estimate.high);
      assert(Math.abs(await spent(folder) - before - tried.spentUsd) < 1e-9);
      assertStringIncludes(await Deno.readTextFile(edited), "in kind words.");
    });

    await t.step("has nothing left to ask then, and asks nothing when repeated", async () => {
      const { calls } = JSON.parse((await mend([folder, ...options, "--json"])).out) as Plan;
      assertEquals(calls.reduce((sum, row) => sum + row.left, 0), 0);
      const { out } = await mend([folder, ...options, "--run"]);
      assertStringIncludes(out, "Spent in this run: $0.0000");
      assertStringIncludes(out, "disagreement");
    });

    await t.step("has a model write the edits for a gap", async () => {
      const gap = [folder, "--gap", "1", "--models", "o3", "--narrow"];
      const plan = await mend(gap);
      assertStringIncludes(plan.out, "The edits are still to be written");
      const { code, out, err } = await mend([...gap, "--run"]);
      assertEquals(code, out === "" ? 1 : 0);
      assertStringIncludes(out + err, out === "" ? "No edit was proposed" : "Proposed by");
      if (out !== "") {
        assertMatch(
          out,
          /The gap shows \d+ times in \d+ cases before, \d+ in \d+ after \(touched\)/,
        );
      }
    });

    await t.step("stops at its signal, with the exit code of a stop", async () => {
      const stopped = AbortSignal.abort(new Error("stopped by a test"));
      const { code, err } = await mend([folder, "--edit", edit, "--run"], stopped);
      assertEquals(code, 130);
      assertStringIncludes(err, "Stopped before the end");
      // Each trial is a run of the study: those above, and this one.
      const { runs } = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
      const ends = runs.map(({ end }: { end: string }) => end);
      assertEquals(ends, ["finished", "finished", "finished", "stopped"]);
    });

    await t.step("names what is wrong with its input, and asks nothing", async () => {
      const before = await spent(folder);
      const table: [string[], string][] = [
        [["--gap", "999"], "--gap: Expected a gap from 1 to "],
        [["--gap", "1", "--models", "o4"], "--models: Expected the key of a model of the panel"],
        [["--edit", `${folder}/none.json`], "that can be read"],
        [["--run"], "--run: Expected --edit or --gap"],
        [["--format", "jsonl"], '--format: Expected no such option with "study mend"'],
      ];
      for (const [args, words] of table) {
        const error = await assertRejects(() => mend([folder, ...args]), InputError);
        assertStringIncludes(error.message, words);
      }
      assertEquals(await spent(folder), before);
    });
  }));

Deno.test("study mend names a study that was not checked against a spec", () =>
  inFolder(async (folder) => {
    await runHere(folder, 2);
    const config = JSON.parse(await Deno.readTextFile(`${folder}/study.json`));
    delete config.spec;
    delete config.complianceJudges;
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    await assertRejects(() => mend([folder]), InputError, "spec: Expected a study with spec");
  }));
