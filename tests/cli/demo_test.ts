import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { command, pathsUnder } from "./command.ts";
import { inFolder } from "../in_folder.ts";

Deno.test("demo writes a report with figures, and a second run costs nothing and changes no byte of it", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    const args = ["--out", out, "--pairs", "8"];
    const first = await command("demo", args);
    assertEquals([first.code, /\$\d+\.\d\d of made-up money\.$/m.test(first.out)], [0, true]);
    assert(!first.out.includes("$0.00"));
    assertStringIncludes(first.out, "What was found (simulated):");
    assertStringIncludes(first.out, "report.html");
    const page = await Deno.readTextFile(join(out, "report.html"));
    assert(page.match(/<figure/g)!.length >= 5);

    const second = await command("demo", args);
    assertEquals(second.code, 0);
    assertStringIncludes(second.out, "$0.00 of made-up money: every answer came from the journal");
    assertEquals(await Deno.readTextFile(join(out, "report.html")), page);

    for (const [option, value] of [["--pairs", "9"], ["--seed", "2"]] as const) {
      const other = await command("demo", [...args, option, value]);
      assertEquals(other.code, 2);
      assertStringIncludes(
        other.err,
        `study.json, ${option.slice(2)}: Expected ${value} but found`,
      );
    }
    assertEquals(await Deno.readTextFile(join(out, "report.html")), page);
  }));

Deno.test("demo says what its options are, and starts nothing", () =>
  inFolder(async (folder) => {
    const { code, out, err } = await command("demo", ["--help", "--out", join(folder, "out")]);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "Usage: deno task demo");
    assertEquals(await pathsUnder(folder), []);
  }));

Deno.test("demo refuses wrong options with exit code 2", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    for (
      const [args, said] of [
        [["--pairs", "0"], '--pairs: Expected an integer greater than 0 but found "0"'],
        [["--pairs", "many"], '--pairs: Expected an integer greater than 0 but found "many"'],
        [["--seed", "1.5"], '--seed: Expected an integer but found "1.5"'],
        [["--no-such"], "--no-such"],
      ] as const
    ) {
      const { code, err } = await command("demo", ["--out", out, ...args]);
      assertEquals(code, 2);
      assertStringIncludes(err, said);
    }
    assertEquals(await pathsUnder(folder), []);
  }));
