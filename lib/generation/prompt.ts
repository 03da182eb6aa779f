import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Message } from "../study/call.ts";

/** A prompt: how the inputs of a task become messages. Its words stand in one file of their own. */
export interface Prompt<Inputs> {
  /** Lower-case letters and underscores. */
  readonly name: string;
  /** From 1; goes up with every change of the words. */
  readonly version: number;
  /** `name@version`, as calls and the manifest name it. */
  readonly id: string;
  /** SHA-256, in hex, of the messages for fixed inputs: it changes with the words. */
  readonly hash: string;
  render(inputs: Inputs): Message[];
}

/** What a manifest keeps of a prompt. */
export type PromptRecord = Pick<Prompt<never>, "name" | "version" | "id" | "hash">;

/**
 * Makes a prompt.
 *
 * @param definition Name, version, the words, and example inputs for which the hash is taken: they should reach
 * every branch of the words.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { definePrompt } from "./prompt.ts";
 *
 * const greeting = definePrompt({
 *   name: "greeting",
 *   version: 1,
 *   example: "Ada",
 *   render: (name: string) => [{ role: "user", content: `Greet ${name}.` }],
 * });
 * assert(greeting.id === "greeting@1");
 * ```
 */
export function definePrompt<Inputs>(definition: {
  readonly name: string;
  readonly version: number;
  readonly example: Inputs;
  render(inputs: Inputs): Message[];
}): Prompt<Inputs> {
  const { name, version, example, render } = definition;
  const messages = canonicalize(render(example)) as string;
  return {
    name,
    version,
    id: `${name}@${version}`,
    hash: createHash("sha256").update(messages).digest("hex"),
    render,
  };
}
