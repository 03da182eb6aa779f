/**
 * A provider of OpenAI's wire format that misbehaves, in a process of its own. It answers each question with words
 * that only that question has, and keeps a journal of what it served: a line of `served` is written before the
 * body is sent, so what a client holds is always in it, with the run that asked (the header `x-run`) and the id that
 * the answer bears. Arguments: the journal's path, a seed. Prints its port.
 */
import { Random } from "../../lib/study/random.ts";

const [path, seed] = Deno.args;
const random = new Random(`chaos ${seed}`);
const journal = Deno.openSync(path!, { append: true, create: true });
const note = (line: object) =>
  void journal.writeSync(new TextEncoder().encode(JSON.stringify(line) + "\n"));

let served = 0;
const PROMPT_TOKENS = 10, COMPLETION_TOKENS = 5;

function answer(question: string, finish: string) {
  return JSON.stringify({
    id: `chatcmpl-${crypto.randomUUID()}`,
    object: "chat.completion",
    created: 1,
    model: "chaos",
    choices: [{
      index: 0,
      message: { role: "assistant", content: `You asked: ${question}`, refusal: null },
      finish_reason: finish,
    }],
    usage: {
      prompt_tokens: PROMPT_TOKENS,
      completion_tokens: COMPLETION_TOKENS,
      total_tokens: PROMPT_TOKENS + COMPLETION_TOKENS,
    },
  });
}

const json = { "content-type": "application/json" };
const error = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ error: { message: "chaos", type: "chaos", code: null } }), {
    status,
    headers: { ...json, ...headers },
  });

/** Half of the body, then the connection is gone. */
function brokenOff(body: string): Response {
  const half = new TextEncoder().encode(body.slice(0, body.length / 2));
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(half);
        setTimeout(() => controller.error(new Error("gone")), 1);
      },
    }),
    { headers: { ...json, "content-length": String(body.length) } },
  );
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(port),
  onError: () => error(500),
}, async (request) => {
  const run = Number(request.headers.get("x-run") ?? -1);
  const { messages } = await request.json() as { messages: { content: string }[] };
  const question = messages.at(-1)!.content;
  await new Promise((resolve) => setTimeout(resolve, random.next() * 60 + 10));
  const dice = random.next();
  const fault = (kind: string) => note({ question, kind });
  if (dice < 0.05) return fault("429"), error(429, { "retry-after-ms": "5" });
  if (dice < 0.10) return fault("500"), error(500);
  if (dice < 0.14) {
    fault("malformed");
    return new Response('{"id": "chatcmpl-1", "choi', { headers: json });
  }
  if (dice < 0.17) {
    fault("hang");
    return await new Promise<Response>(() => {});
  }
  if (dice < 0.21) {
    fault("disconnect");
    return brokenOff(answer(question, "stop"));
  }
  const finish = dice < 0.26 ? "length" : "stop";
  const id = `req_${++served}`;
  note({ question, kind: "served", finish, run, id });
  return new Response(answer(question, finish), { headers: { ...json, "x-request-id": id } });
});
