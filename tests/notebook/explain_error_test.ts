import { assert, assertEquals } from "@std/assert";
import { z } from "zod";
import { explainError } from "../../lib/notebook/explain_error.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("explainError() tells the causes, each once", () => {
  const deepest = new TypeError("no route to host");
  const error = new Error("Expected an answer", {
    cause: new Error("fetch failed", { cause: deepest }),
  });
  assertEquals(
    explainError(error),
    "Expected an answer\nCause: fetch failed\nCause: no route to host",
  );
  const told = new Error("It failed: no route to host", { cause: deepest });
  assertEquals(explainError(told), "It failed: no route to host");
});

Deno.test("explainError() takes whatever was thrown, and ends a circle of causes", () => {
  assertEquals(explainError("text"), "text");
  assertEquals(explainError(new Error("")), "Error");
  const circle: Error & { cause?: unknown } = new Error("round");
  circle.cause = circle;
  assertEquals(explainError(circle), "round");
});

Deno.test("explainError() does not tell a second time what the sentence on bad input tells", () => {
  for (const cause of [new Deno.errors.NotFound("readfile '/a'"), new SyntaxError("line 1")]) {
    assertEquals(
      explainError(new InputError("Expected a file", { file: "a" }, { cause })),
      "a: Expected a file",
    );
    assert(explainError(new Error("Expected a program", { cause })).includes("\nCause: "));
  }
});

Deno.test("explainError() cuts a message that fills a screen", () => {
  assert(explainError(new Error("x".repeat(1e6))).length < 1000);
});

Deno.test("explainError() leaves a schema's list of faults aside, and lets no character act", () => {
  const fault = z.object({ a: z.number() }).safeParse({}).error!;
  assertEquals(
    explainError(new Error("a: Expected a number", { cause: fault })),
    "a: Expected a number",
  );
  assertEquals(explainError(new Error("\u001b[31mred\u202e")), "⟨U+001B⟩[31mred⟨U+202E⟩");
});
