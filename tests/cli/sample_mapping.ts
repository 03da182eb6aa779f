import { parseImportMapping, type ResponsesMapping } from "../../lib/published/import_mapping.ts";

export const judge = { key: "judge", provider: "openai", model: "o3" };
/** Responses in columns q, a, b, m and r, of one model that is only imported and one that can be asked. */
export const mapping = parseImportMapping({
  kind: "responses",
  query: "q",
  value1: "a",
  value2: "b",
  model: "m",
  response: "r",
  models: {
    mine: { key: "mine", family: "me" },
    theirs: { key: "theirs", provider: "xai", model: "grok-4" },
  },
  study: {
    name: "imported",
    seed: 1,
    rubricJudge: judge,
    positionJudges: [judge],
    embedder: { model: judge, dimensions: 8 },
  },
}) as ResponsesMapping;
