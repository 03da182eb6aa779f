import { assert, assertEquals } from "@std/assert";
import { RemoteError } from "../../lib/published/remote_error.ts";

Deno.test("RemoteError keeps status and cause, and does not pass unless told", () => {
  const cause = new TypeError("broken");
  const error = new RemoteError("Expected an answer", { status: 503, passing: true, cause });
  assertEquals([error.status, error.passing, error.cause], [503, true, cause]);
  const bare = new RemoteError("Expected an answer");
  assertEquals([bare.name, bare.status, bare.passing], ["RemoteError", null, false]);
  assert(!Object.hasOwn(bare, "cause"));
});
