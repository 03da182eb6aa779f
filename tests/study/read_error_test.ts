import { assertEquals, assertStrictEquals } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { readError } from "../../lib/study/read_error.ts";

Deno.test("readError() says why a file cannot be read, and keeps what the system said as its cause", () => {
  for (
    const [code, reason] of [
      ["EISDIR", "it is a folder"],
      ["EACCES", "permission is denied"],
      ["ENOENT", "it does not exist"],
    ] as const
  ) {
    const cause = Object.assign(new Error("os error"), { code });
    const error = readError(cause, "study.json") as InputError;
    assertEquals(error.message, `study.json: Expected a file that can be read but ${reason}`);
    assertStrictEquals(error.cause, cause);
  }
});

Deno.test("readError() leaves other errors as they are", () => {
  for (const error of [new TypeError("no"), new InputError("Expected it"), "no error"]) {
    assertStrictEquals(readError(error, "f"), error);
  }
});
