import { type Call, callKey } from "../../lib/study/call.ts";
import type { Completion, Failure } from "../../lib/study/completion.ts";

/** A call that differs from others by its number alone. */
export function sampleCall(i: number, over: Partial<Call> = {}): Call {
  return {
    stage: "respond",
    prompt: "respond@1",
    provider: "openai",
    model: "gpt-4.1",
    parameters: { temperature: 1 },
    messages: [{ role: "user", content: `Question ${i}: is honesty always kind?` }],
    sample: 0,
    ...over,
  };
}

/** A completion of {@linkcode sampleCall}, its body telling the number. */
export function sampleCompletion(
  i: number,
  over: Partial<Completion> = {},
  call: Call = sampleCall(i),
): Completion {
  return {
    key: callKey(call),
    call,
    status: 200,
    body: JSON.stringify({ choices: [{ message: { content: `Answer ${i}` } }] }),
    requestId: `req_${i}`,
    source: "live",
    startedAt: 1_750_000_000_000 + i,
    endedAt: 1_750_000_000_500 + i,
    attempts: 1,
    ...over,
  };
}

/** A failure of {@linkcode sampleCall}. */
export function sampleFailure(i: number, over: Partial<Failure> = {}): Failure {
  const call = sampleCall(i);
  return {
    key: callKey(call),
    call,
    kind: "status",
    status: 503,
    message: "overloaded",
    final: false,
    at: 1_750_000_000_000 + i,
    attempts: 5,
    ...over,
  };
}
