import canonicalize from "canonicalize";
import type { Call } from "./call.ts";
import type { EmbeddingCharge } from "./completion.ts";
import type { Parameters } from "./model_ref.ts";

/**
 * A call without what is its own: shared by thousands of calls, it is stored once. The seed is left out of
 * `parameters`, since it may differ from call to call.
 */
export type Role = Omit<Call, "messages" | "sample">;

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

/** The call of a role and its own part. */
export function withRole(
  role: Role,
  own: Pick<Call, "messages" | "sample"> & { readonly seed: number | null },
): Call {
  const parameters: Parameters = own.seed === null
    ? role.parameters
    : { ...role.parameters, seed: own.seed };
  return { ...role, parameters, messages: own.messages, sample: own.sample };
}
