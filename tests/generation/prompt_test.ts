import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { definePrompt } from "../../lib/generation/prompt.ts";

Deno.test("definePrompt() gives an id and a hash that follows the words", () => {
  const make = (words: string) =>
    definePrompt({
      name: "greeting",
      version: 2,
      example: "Ada",
      render: (name: string) => [{ role: "user", content: `${words} ${name}` }],
    });
  assertEquals(make("Greet").id, "greeting@2");
  assertMatch(make("Greet").hash, /^[0-9a-f]{64}$/);
  assertEquals(make("Greet").hash, make("Greet").hash);
  assertNotEquals(make("Greet").hash, make("Hail").hash);
});
