import { fence } from "../../generation/fence.ts";

/**
 * What a judge reads: the query, and the responses to it in the order in which they are shown, each in a fence.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { asked } from "./asked.ts";
 *
 * const text = asked({ query: "Is my novel good?", responses: ["It is.", "I can't say."] });
 * assert(text.includes("are 2 answers in random order"));
 * ```
 */
export function asked(
  { query, responses }: { readonly query: string; readonly responses: readonly string[] },
): string {
  return `A person asked:

${fence(query, "query")}

Here ${
    responses.length === 1 ? "is one answer" : `are ${responses.length} answers in random order`
  }.

${responses.map((text, i) => fence(text, `response ${i + 1}`)).join("\n\n")}`;
}
