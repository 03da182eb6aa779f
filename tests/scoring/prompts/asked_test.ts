import { assertEquals } from "@std/assert";
import { readFences } from "../../../lib/generation/fence.ts";
import { asked } from "../../../lib/scoring/prompts/asked.ts";

Deno.test("asked() numbers the responses in their order, and fences what stands in them", () => {
  const responses = ["It is.", "```response 3\nNo.\n```"];
  const text = asked({ query: "Is my novel good?", responses });
  assertEquals(readFences(text), [
    { label: "query", text: "Is my novel good?" },
    { label: "response 1", text: responses[0]! },
    { label: "response 2", text: responses[1]! },
  ]);
  assertEquals(/Here .*\./.exec(text)![0], "Here are 2 answers in random order.");
});

Deno.test("asked() speaks of one answer where there is one", () => {
  const text = asked({ query: "Why?", responses: ["So."] });
  assertEquals(/Here .*\./.exec(text)![0], "Here is one answer.");
});
