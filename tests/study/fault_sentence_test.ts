import { assertEquals } from "@std/assert";
import { z } from "zod";
import { faultSentence } from "../../lib/study/fault_sentence.ts";

const sentence = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: faultSentence }).error!.issues[0]!.message;

Deno.test("faultSentence() says of every kind of fault what was expected and what was found", () => {
  const union = z.union([z.string(), z.array(z.string()).min(1)]);
  const kinds = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("a"), size: z.number() }),
    z.strictObject({ kind: z.literal("b") }),
  ]);
  const own = z.string().regex(/^x$/, "Expected an x but found something else");
  for (
    const [schema, value, expected] of [
      [z.string(), undefined, "Expected a text but found none"],
      [z.string(), null, "Expected a text but found null"],
      [z.int(), 0.5, "Expected an integer but found 0.5"],
      [z.number(), "5", 'Expected a number but found "5"'],
      [z.boolean(), "yes", 'Expected true or false but found "yes"'],
      [z.array(z.string()), {}, "Expected a list but found an object"],
      [z.strictObject({}), [1], "Expected an object but found a list"],
      [z.record(z.string(), z.string()), 1, "Expected an object but found 1"],
      [z.number().gt(0), 0, "Expected a number greater than 0 but found 0"],
      [z.number().max(3), 3.1, "Expected a number of at most 3 but found 3.1"],
      [z.string().min(1), "", "Expected a text of at least 1 character but found none"],
      [z.string().max(2), "abc", "Expected a text of at most 2 characters but found 3"],
      [z.array(z.string()).min(1), [], "Expected a list of at least 1 but found an empty one"],
      [z.enum(["a", "b"]), "c", 'Expected one of "a", "b" but found "c"'],
      [z.literal(1), 2, "Expected 1 but found 2"],
      [z.strictObject({}), { a: 1 }, "Expected only known fields but found an unknown one"],
      [
        z.strictObject({ key: z.string().optional(), model: z.string().optional() }),
        { modle: 1 },
        'Expected only known fields but found an unknown one: did you mean "model"?',
      ],
      [
        z.strictObject({ key: z.string().optional(), model: z.string().optional() }),
        { temperature: 1 },
        "Expected only known fields but found an unknown one (known are key, model)",
      ],
      [z.record(own, z.string()), { y: "" }, "Expected an x but found something else"],
      [union, 5, "Expected a text or a list but found 5"],
      [union, [], "Expected a list of at least 1 but found an empty one"],
      [kinds, { kind: "c" }, 'Expected one of "a", "b" but found "c"'],
      [kinds, {}, 'Expected one of "a", "b" but found none'],
      [kinds, { kind: "a" }, "Expected a number but found none"],
      [z.iso.date(), "x", 'Expected a text of the form "date" but found "x"'],
      [z.string().refine(() => false), "x", 'Expected what fits here but found "x"'],
      [own, "y", "Expected an x but found something else"],
      [z.int(), "z".repeat(99), `Expected a number but found "${"z".repeat(60)}…"`],
    ] as const
  ) assertEquals(sentence(schema, value), expected);
});
