import { join } from "node:path";
import { z } from "zod";
import { readInput } from "../study/read_input.ts";
import { InputError } from "../study/input_error.ts";
import { modelRefSchema } from "../study/model_ref.ts";
import type { PanelModel } from "./models.ts";

/** The file in a folder of scores that names its models, where they are not those of the public dataset. */
export const PANEL_FILE = "panel.json";

const panelSchema = z.array(
  z.strictObject({ key: modelRefSchema.shape.key, provider: z.string().min(1) }),
).min(1);

/**
 * The models of a folder of scores, as its `panel.json` names them.
 *
 * @param path A folder, or a file, which has none.
 * @returns Undefined where there is no such file.
 * @throws {InputError} If it is not a list of models, each with `key` and `provider`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readPanel } from "./panel_file.ts";
 *
 * const folder = await Deno.makeTempDir();
 * assert(await readPanel(folder) === undefined);
 * await Deno.writeTextFile(`${folder}/panel.json`, '[{"key":"mine","provider":"me"}]');
 * assert((await readPanel(folder))?.[0]?.key === "mine");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readPanel(path: string): Promise<readonly PanelModel[] | undefined> {
  const file = join(path, PANEL_FILE);
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError(
      `Expected a list of models as JSON but found ${(cause as Error).message}`,
      { file },
      { cause },
    );
  }
  return readInput(panelSchema, value, { file });
}
