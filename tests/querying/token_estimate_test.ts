import { assert, assertEquals } from "@std/assert";
import { estimateTokens } from "../../lib/querying/token_estimate.ts";

Deno.test("estimateTokens() counts bytes, so that other scripts are not taken for short", () => {
  const tokens = (content: string) => estimateTokens([{ role: "user", content }]);
  assertEquals(tokens(""), 8);
  assertEquals(tokens("a".repeat(300)), 108);
  // A Chinese character is about one token.
  assert(tokens("诚".repeat(100)) >= 100);
});
