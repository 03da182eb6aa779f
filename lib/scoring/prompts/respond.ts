import { definePrompt } from "../../generation/prompt.ts";

/**
 * Asks a model of the panel: the query alone, as a person would type it, or with a spec as the system prompt. No
 * other instruction is given, so that nothing but the query (and the spec) shapes the response.
 */
export const respondPrompt = definePrompt({
  name: "respond",
  version: 1,
  example: { query: "Is honesty always kind?", spec: "# Be kind" },
  render: ({ query, spec }: { query: string; spec?: string }) => [
    ...(spec === undefined ? [] : [{ role: "system" as const, content: spec }]),
    { role: "user", content: query },
  ],
});
