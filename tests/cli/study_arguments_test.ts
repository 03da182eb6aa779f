import { assertEquals, assertThrows } from "@std/assert";
import { readArguments } from "../../lib/cli/study_arguments.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("readArguments() reads a command with its folder and options", () => {
  const { command, folder, options } = readArguments(["export", "mine", "--format", "jsonl"]);
  assertEquals([command, folder, options.formats], ["export", "mine", ["jsonl"]]);
  assertEquals(readArguments(["plan", "--folder", "mine", "--json"]).folder, "mine");
  assertEquals(readArguments(["status"]).folder, ".");
  assertEquals(readArguments(["run", "--help"]).command, "help");
  const key = "0f".repeat(32);
  assertEquals(readArguments(["why", key, "mine"]).key, key);
});

const REFUSED: readonly (readonly [string, string])[] = [
  [
    "plam",
    'Expected a command (plan, estimate, run, cancel, status, why, export, mend, check, help) but found "plam"',
  ],
  ["status --out x", '--out: Expected no such option with "study status"'],
  ["run --held-out 0.5", '--held-out: Expected no such option with "study run"'],
  ["why", "KEY: Expected the key of a call"],
  ["why my_study", 'KEY: Expected the key of a call, 64 digits from 0 to f, but found "my_study"'],
  ["plan a b", "FOLDER: Expected one folder but found a b"],
  ["plan a --folder b", "FOLDER: Expected one folder but found a and b"],
  ["export --format csv", '--format: Expected parquet or jsonl but found "csv"'],
];

for (const [args, sentence] of REFUSED) {
  Deno.test(`readArguments() refuses "${args}"`, () => {
    assertThrows(() => readArguments(args.split(" ")), InputError, sentence);
  });
}
