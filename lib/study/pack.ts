import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import canonicalize from "canonicalize";
import type { Call, Message } from "./call.ts";
import type { EmbeddingCharge } from "./completion.ts";
import type { Parameters } from "./model_ref.ts";

/**
 * A call without what is its own: shared by thousands of calls, it is stored once. The seed is left out of
 * `parameters`, since it may differ from call to call.
 */
export type Role = Omit<Call, "messages" | "sample">;

/** What a stored row holds beside its role: the call's own part and the text that goes with it. */
export interface Packed {
  readonly sample: number;
  readonly seed: number | null;
  readonly messages: readonly Message[];
  /** The body of a completion, or empty for a failure. */
  readonly body: string;
}

/** Shorter texts than this are stored as they are: compressing them costs more than it saves. */
const COMPRESS_FROM = 512;
const PLAIN = 0;
const ZSTD = 1;
const ZSTD_OPTIONS = {
  params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The role of a call. */
export function roleOf(call: Call): Role {
  const { seed: _, ...parameters } = call.parameters;
  const { stage, prompt, provider, model } = call;
  return { stage, prompt, provider, model, parameters };
}

/** The role under which requests for embeddings are charged. */
export function embeddingRole({ provider, model }: EmbeddingCharge): Role {
  return { stage: "embed", prompt: "embed@1", provider, model, parameters: {} };
}

/** A text that is the same for equal roles. */
export function roleKey(role: Role): string {
  return canonicalize(role) as string;
}

/** Puts a call's own part and a body into bytes: one byte of format, then JSON, compressed where it is long. */
export function pack(call: Call, body: string): Uint8Array {
  const json = JSON.stringify([call.sample, call.parameters.seed ?? null, call.messages, body]);
  const plain = encoder.encode(json);
  const [format, content] = plain.length < COMPRESS_FROM
    ? [PLAIN, plain]
    : [ZSTD, zstdCompressSync(plain, ZSTD_OPTIONS)];
  const bytes = new Uint8Array(content.length + 1);
  bytes[0] = format;
  bytes.set(content, 1);
  return bytes;
}

/**
 * Reads what {@linkcode pack} wrote.
 *
 * @throws {Error} If the bytes are damaged.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pack, roleOf, unpack, withRole } from "./pack.ts";
 *
 * const call = {
 *   stage: "respond" as const,
 *   prompt: "respond@1",
 *   provider: "openai",
 *   model: "gpt-4.1",
 *   parameters: { temperature: 1, seed: 7 },
 *   messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
 *   sample: 0,
 * };
 * const packed = unpack(pack(call, "{}"));
 * assert(packed.body === "{}" && packed.seed === 7);
 * assert(withRole(roleOf(call), packed).parameters.temperature === 1);
 * ```
 */
export function unpack(bytes: Uint8Array): Packed {
  const content = bytes.subarray(1);
  const plain = bytes[0] === ZSTD ? zstdDecompressSync(content) : content;
  const [sample, seed, messages, body] = JSON.parse(decoder.decode(plain));
  if (typeof body !== "string") throw new Error("Expected a stored call with its body");
  return { sample, seed, messages, body };
}

/** The call of a role and its own part. */
export function withRole(role: Role, packed: Packed): Call {
  const parameters: Parameters = packed.seed === null
    ? role.parameters
    : { ...role.parameters, seed: packed.seed };
  return { ...role, parameters, messages: [...packed.messages], sample: packed.sample };
}
