import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { FETCHED_FOLDER } from "../../lib/cli/remote_arguments.ts";
import { readArguments, REPRODUCE_USAGE } from "../../lib/cli/reproduce_arguments.ts";
import { SKIPPABLE } from "../../lib/cli/reproduce_data.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("readArguments() gives nothing where help is asked for", () => {
  for (const args of [[], ["-h"], ["--help", "--out", "x"]]) {
    assertEquals(readArguments(args), null);
  }
});

Deno.test("readArguments() takes a local path without anything of the network", () => {
  assertEquals(readArguments(["--data", "d", "--out", "o", "--skip", "complete"]), {
    data: "d",
    out: "o",
    skip: ["complete"],
  });
});

Deno.test("readArguments() reads from the host into the project's folder unless told", () => {
  const { remote, data } = readArguments(["--out", "o"])!;
  assertEquals([data, remote!.cache, remote!.host], [undefined, FETCHED_FOLDER, undefined]);
  const told = ["--host", "https://mirror", "--cache", "c", "--revision", "v1"];
  const { token: _, ...rest } = readArguments(["--out", "o", ...told])!.remote!;
  assertEquals(rest, { cache: "c", host: "https://mirror", revision: "v1" });
});

Deno.test("readArguments() names the argument at fault", () => {
  const fault = (args: string[], message: string) =>
    assertThrows(() => readArguments(args), InputError, message);
  fault(["--data", "d"], "--out: Expected a path");
  fault(["--out", "o", "--skip", "all"], "--skip: Expected one of complete, judge_evaluations");
  fault(["--data", "d", "--out", "o", "--cache", "c"], "--cache: Expected it only where");
  fault(["--out", "o", "--revison", "main"], "--help");
});

Deno.test("the usage tells every option, every part to skip, and where what was fetched is kept", async () => {
  for (const option of ["out", "data", "taxonomy", "skip", "revision", "host", "cache"]) {
    assertStringIncludes(REPRODUCE_USAGE, `  --${option} `);
  }
  for (const part of SKIPPABLE) assertStringIncludes(REPRODUCE_USAGE, part);
  assertStringIncludes(await Deno.readTextFile(".gitignore"), "/data/fetched/");
});
