import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { IMPORT_USAGE, importArguments } from "../../lib/cli/import_arguments.ts";
import { FETCHED_FOLDER } from "../../lib/cli/remote_arguments.ts";
import { InputError } from "../../lib/study/input_error.ts";

const NEEDED = ["--mapping", "m.json", "--out", "o"];

Deno.test("importArguments() takes several files, and writes only when told to", () => {
  const found = importArguments([...NEEDED, "--data", "a.csv", "--data", "b.csv"])!;
  assertEquals([found.data, found.write], [["a.csv", "b.csv"], false]);
  assertEquals(importArguments([...NEEDED, "--data", "a.csv", "--write"])!.write, true);
});

Deno.test("importArguments() takes no file for the public dataset on its host", () => {
  const { data, remote } = importArguments([...NEEDED, "--host", "https://mirror"])!;
  assertEquals([data, remote.host, remote.cache], [[], "https://mirror", FETCHED_FOLDER]);
});

Deno.test("importArguments() gives nothing where help is asked for, and names the argument at fault", () => {
  assertEquals([importArguments([]), importArguments(["-h", ...NEEDED])], [null, null]);
  const fault = (args: string[], message: string) =>
    assertThrows(() => importArguments(args), InputError, message);
  fault(["--out", "o"], "--mapping: Expected a path");
  fault(["--mapping", "m.json"], "--out: Expected a path");
  fault([...NEEDED, "--data", "a.csv", "--cache", "c"], "--cache: Expected it only where");
  fault([...NEEDED, "--date", "a.csv"], "--help");
});

Deno.test("the usage of import tells every option", () => {
  for (const option of ["mapping", "out", "data", "write", "revision", "host", "cache"]) {
    assertStringIncludes(IMPORT_USAGE, `  --${option} `);
  }
});
