import { assertEquals } from "@std/assert";
import { tokenCount } from "../../../lib/querying/providers/token_count.ts";

Deno.test("tokenCount takes numbers from 0 on, and nothing in place of one", () => {
  const odd = [-1, NaN, Infinity, "3", null, undefined];
  assertEquals([0, 3].map((n) => tokenCount.safeParse(n).success), [true, true]);
  assertEquals(odd.map((n) => tokenCount.safeParse(n).success), odd.map(() => false));
});
