import { assertEquals, assertThrows } from "@std/assert";
import { readBenches, readCount, readOptions } from "./arguments.ts";

Deno.test("readBenches() gives a value to the measurement that knows its option, written either way", () => {
  for (const args of [["--calls", "3000", "--quick"], ["--calls=3000", "--quick"]]) {
    assertEquals(readBenches(args), [
      ["querying", ["--calls=3000", "--quick"]],
      ["journal", ["--quick"]],
      ["sampling", ["--quick"]],
      ["analysis", []],
    ]);
  }
  assertEquals(readBenches(["querying", "--calls", "10", "--write"]), [
    ["querying", ["--calls=10", "--write"]],
  ]);
});

Deno.test("readBenches() refuses what none of the named measurements knows", () => {
  assertThrows(() => readBenches(["cooking"]), TypeError, 'but found "cooking"');
  assertThrows(() => readBenches(["sampling", "--calls", "10"]), TypeError, "Expected no --calls");
  assertThrows(() => readBenches(["--fast"]), TypeError, "--fast");
  assertThrows(() => readBenches(["--calls"]), TypeError, "--calls");
});

Deno.test("readOptions() reads what readBenches() passes on", () => {
  const [[name, args]] = readBenches(["journal", "--count", "5000", "--write"]) as [
    ["journal", string[]],
  ];
  const options = readOptions(name, args);
  assertEquals([readCount(options, "count", 2000), options.write], [5000, true]);
  assertThrows(() => readOptions("journal", ["5000"]), TypeError, 'but found "5000"');
  assertThrows(() => readOptions("journal", ["--calls=1"]), TypeError, 'but found "calls"');
});

Deno.test("readCount() refuses what is not a number of things", () => {
  for (const calls of ["0", "1.5", "many"]) {
    assertThrows(() => readCount({ calls }, "calls", 1), TypeError, "an integer of at least 1");
  }
  assertEquals(readCount({}, "calls", 1), undefined);
});

Deno.test("deno task bench says in one sentence what is wrong with its arguments", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("main.ts", import.meta.url).pathname, "querying", "--count", "1"],
  }).output();
  const said = new TextDecoder().decode(stderr);
  assertEquals([code, said], [2, "Expected no --count for querying but found one\n"]);
});
