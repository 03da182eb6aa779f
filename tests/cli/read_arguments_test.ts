import { assertEquals, assertThrows } from "@std/assert";
import { readArguments } from "../../lib/cli/read_arguments.ts";
import { InputError } from "../../lib/study/input_error.ts";

const options = { pairs: { type: "string" }, json: { type: "boolean" } } as const;
const read = (...args: string[]) => readArguments("demo", args, options);

Deno.test("readArguments() gives options and names wherever they stand", () => {
  const { values, names } = read("a", "--json", "b", "--pairs=-3", "-h");
  assertEquals({ ...values }, { json: true, pairs: "-3", help: true });
  assertEquals(names, ["a", "b"]);
});

const FAULTS: [args: string[], says: string][] = [
  [["--jsn"], "Expected --pairs or --json or --help but found --jsn"],
  [["-x"], "Expected --pairs or --json or --help but found -x"],
  [["--pairs"], "Expected a value after --pairs but found none"],
  [["--pairs", "-3"], "Expected a value after --pairs, with = where it begins with a dash"],
  [["--json=yes"], "does not take an argument"],
];

for (const [args, says] of FAULTS) {
  Deno.test(`readArguments() says in one sentence what is wrong with ${args.join(" ")}`, () => {
    const { message } = assertThrows(() => read(...args), InputError, says);
    assertEquals(message.includes("\n"), false);
    assertEquals(message.endsWith('; see "deno task demo --help"'), true);
  });
}
