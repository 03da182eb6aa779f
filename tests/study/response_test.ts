import { assertEquals } from "@std/assert";
import { responseSchema } from "../../lib/study/response.ts";

const response = {
  query: "s1/neutral",
  model: "o3",
  sample: 0,
  outcome: "filtered",
  text: null,
  detail: "content_filter",
  key: null,
};

Deno.test("responseSchema takes a response without a text, but none without an outcome", () => {
  assertEquals(responseSchema.parse(response) as unknown, response);
  const { outcome: _, ...without } = response;
  for (
    const wrong of [
      without,
      { ...response, outcome: "lost" },
      { ...response, sample: -1 },
      { ...response, sample: 0.5 },
      { ...response, text: undefined },
    ]
  ) assertEquals(responseSchema.safeParse(wrong).success, false);
});
