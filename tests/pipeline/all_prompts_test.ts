import { assertEquals } from "@std/assert";
import { allPrompts } from "../../lib/pipeline/all_prompts.ts";

/** The ids of all prompts that are defined in a file of a folder named `prompts`. */
async function definedPrompts(): Promise<string[]> {
  const ids: string[] = [];
  for (const folder of ["generation", "scoring", "spec"]) {
    const prompts = new URL(`../../lib/${folder}/prompts/`, import.meta.url);
    for await (const { name } of Deno.readDir(prompts)) {
      for (const value of Object.values(await import(new URL(name, prompts).href))) {
        const { id, hash } = (value ?? {}) as { id?: unknown; hash?: unknown };
        if (typeof id === "string" && typeof hash === "string") ids.push(id);
      }
    }
  }
  return [...new Set(ids)].sort();
}

Deno.test("allPrompts names every prompt that is defined, once", async () => {
  const defined = await definedPrompts();
  assertEquals(allPrompts.map(({ id }) => id).sort(), defined);
  assertEquals(defined.includes("propose_edit@1"), true);
  assertEquals(new Set(allPrompts.map(({ name }) => name)).size, allPrompts.length);
});
