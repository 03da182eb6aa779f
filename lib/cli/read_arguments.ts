import { parseArgs, type ParseArgsConfig } from "node:util";
import { InputError } from "../study/input_error.ts";

/** The options of a command, as `parseArgs` of `node:util` takes them. */
type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Splits the arguments of a task into options and names. `-h` and `--help` are known to every task.
 *
 * @param task The task's name, for the hint at its help.
 * @param args What the user wrote.
 * @param options The options that the task takes.
 * @returns The values of the options, `help` among them, and the names, in order.
 * @throws {InputError} In one sentence, for an option that the task does not take or one without its value.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readArguments } from "./read_arguments.ts";
 *
 * const { values, names } = readArguments("export", ["--out", "a.html", "a.ipynb"], {
 *   out: { type: "string" },
 * });
 * assert(values.out === "a.html" && names[0] === "a.ipynb" && !values.help);
 * ```
 */
export function readArguments<const O extends Options>(
  task: string,
  args: readonly string[],
  options: O,
) {
  const known = { ...options, help: { type: "boolean", short: "h" } } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: known,
    });
    return { values, names: positionals };
  } catch (cause) {
    throw new InputError(
      `${sentence(cause as Error, Object.keys(known))}; see "deno task ${task} --help"`,
      {},
      {
        cause,
      },
    );
  }
}

/** What `parseArgs` says in up to three sentences, in one. */
function sentence({ message }: Error, known: readonly string[]): string {
  const unknown = /^Unknown option '([^']+)'/.exec(message)?.[1];
  if (unknown) {
    return `Expected ${known.map((name) => `--${name}`).join(" or ")} but found ${unknown}`;
  }
  const option = /'(?:-\w, )?(--[\w-]+)(?: <value>)?'/.exec(message)?.[1];
  if (/ambiguous/.test(message)) {
    return `Expected a value after ${option}, with = where it begins with a dash, but found an option`;
  }
  if (/argument missing/.test(message)) return `Expected a value after ${option} but found none`;
  return message.split("\n")[0]!;
}
