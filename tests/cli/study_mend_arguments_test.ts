import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { mendArguments, readEdits } from "../../lib/cli/study_mend_arguments.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("mendArguments() reads numbers and lists, and leaves out what was not given", () => {
  assertEquals(mendArguments({}), { edit: undefined, gap: undefined, run: false, options: {} });
  assertEquals(
    mendArguments({
      edit: "e.json",
      gap: "2",
      run: true,
      models: "o3,grok_4",
      narrow: true,
      untouched: "0",
      "held-out": "0.5",
    }),
    {
      edit: "e.json",
      gap: 2,
      run: true,
      options: { models: ["o3", "grok_4"], narrow: true, untouched: 0, heldOutFraction: 0.5 },
    },
  );
});

for (
  const [values, words] of [
    [{ gap: "0" }, '--gap: Expected an integer greater than 0 but found "0"'],
    [{ gap: "x" }, '--gap: Expected an integer greater than 0 but found "x"'],
    [{ untouched: "1.5" }, '--untouched: Expected an integer of at least 0 but found "1.5"'],
    [{ "held-out": "1" }, '--held-out: Expected a share from 0 up to, but not, 1 but found "1"'],
    [{ "held-out": " " }, "--held-out: Expected a share"],
    [{ run: true }, "--run: Expected --edit or --gap with --run but found neither"],
  ] as const
) {
  Deno.test(`mendArguments() refuses ${JSON.stringify(values)}`, () => {
    assertThrows(() => mendArguments(values), InputError, words);
  });
}

Deno.test("readEdits() reads one edit or a list, and names what is wrong in a file", async () => {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  const read = async (text: string) => {
    await Deno.writeTextFile(file, text);
    return await readEdits(file);
  };
  const edit = { kind: "remove" as const, clause: "lies" };
  assertEquals(await read(JSON.stringify(edit)), [edit]);
  assertEquals(await read(JSON.stringify([edit, edit])), [edit, edit]);
  for (
    const [text, words] of [
      ["[]", "at least one edit"],
      ["{", "Expected JSON"],
      [
        '{"kind": "drop", "clause": "lies"}',
        'kind: Expected one of "amend", "add", "remove" but found "drop"',
      ],
      [
        '[{"kind": "remove", "clause": "lies"}, {"kind": "remove"}]',
        "[1].clause: Expected a text but found none",
      ],
    ] as const
  ) {
    const error = await assertRejects(() => read(text), InputError);
    assertStringIncludes(error.message, file);
    assertStringIncludes(error.message, words);
  }
  await Deno.remove(file);
  await assertRejects(() => readEdits(file), InputError, "that can be read");
});
