import type { RepairOptions } from "../pipeline/repair_study.ts";
import { type Edit, editSchema } from "../spec/edit.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";
import { readInput } from "../study/read_input.ts";

/** Options that `study mend` alone takes, as `parseArgs` of `node:util` wants them. */
export const MEND_TYPES = {
  edit: { type: "string" },
  gap: { type: "string" },
  run: { type: "boolean" },
  models: { type: "string" },
  narrow: { type: "boolean" },
  untouched: { type: "string" },
  "held-out": { type: "string" },
} as const;

/** Their names. */
export const MEND_OPTIONS = Object.keys(MEND_TYPES) as (keyof typeof MEND_TYPES)[];

/** What `study mend` is told. */
export interface MendArguments {
  /** A file of one edit or a list of edits. */
  readonly edit?: string | undefined;
  /**
   * The place of a gap, from 1, in the list that the command prints without either: its queries are touched too, and
   * without a file of edits a model writes them.
   */
  readonly gap?: number | undefined;
  /** Ask; without it, it is only said what will be asked and what it will cost. */
  readonly run: boolean;
  readonly options: Pick<RepairOptions, "models" | "narrow" | "untouched" | "heldOutFraction">;
}

/** What the user wrote after each option. */
type Values = {
  readonly [K in keyof typeof MEND_TYPES]?:
    | ((typeof MEND_TYPES)[K]["type"] extends "boolean" ? boolean : string)
    | undefined;
};

/**
 * Reads the options of `study mend`.
 *
 * @throws {InputError} For options that do not go together, or a number out of its range; the option is named.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { mendArguments } from "./study_mend_arguments.ts";
 *
 * const { gap, options } = mendArguments({ gap: "1", models: "o3, grok_4" });
 * assert(gap === 1 && options.models?.join() === "o3,grok_4");
 * ```
 */
export function mendArguments(values: Values): MendArguments {
  const { edit, gap, run = false, models, narrow, untouched, "held-out": heldOut } = values;
  if (run && edit === undefined && gap === undefined) {
    throw new InputError("Expected --edit or --gap with --run but found neither", {
      field: "--run",
    });
  }
  const number = (field: string, text: string, good: (n: number) => boolean, what: string) => {
    const n = Number(text);
    if (text.trim() !== "" && good(n)) return n;
    throw new InputError(`Expected ${what} but found "${text}"`, { field });
  };
  const whole = (least: number) => (n: number) => Number.isSafeInteger(n) && n >= least;
  return {
    edit,
    gap: gap === undefined
      ? undefined
      : number("--gap", gap, whole(1), "an integer greater than 0"),
    run,
    options: {
      ...(models === undefined ? {} : { models: models.split(",").map((key) => key.trim()) }),
      ...(narrow === undefined ? {} : { narrow }),
      ...(untouched === undefined
        ? {}
        : { untouched: number("--untouched", untouched, whole(0), "an integer of at least 0") }),
      ...(heldOut === undefined ? {} : {
        heldOutFraction: number(
          "--held-out",
          heldOut,
          (n) => n >= 0 && n < 1,
          "a share from 0 up to, but not, 1",
        ),
      }),
    },
  };
}

/**
 * Reads one edit, or a list of edits, from a JSON file.
 *
 * @throws {InputError} If it cannot be read, or for the first fault in it.
 */
export async function readEdits(file: string): Promise<Edit[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (cause) {
    throw new InputError("Expected a JSON file of edits that can be read", { file }, { cause });
  }
  const list = [parseJson(text, file)].flat();
  if (list.length === 0) {
    throw new InputError("Expected at least one edit but found none", { file });
  }
  return list.map((value, i) =>
    readInput(editSchema, value, { file, ...(list.length > 1 ? { field: `[${i}]` } : {}) })
  );
}
