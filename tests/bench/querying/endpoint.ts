/**
 * An endpoint that speaks OpenAI's chat completions and answers every request after a fixed time, in a process of
 * its own so that it takes nothing from what is measured. Prints its port, and on GET /count how many it answered.
 */
const latency = Number(Deno.args[0] ?? 200);
let answered = 0;

Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(port) },
  async (request) => {
    if (request.method === "GET") return Response.json({ answered });
    const { model } = await request.json();
    await new Promise((resolve) => setTimeout(resolve, latency));
    answered++;
    return Response.json({
      id: `chatcmpl-${answered}`,
      object: "chat.completion",
      created: 1_700_000_000,
      model,
      choices: [{
        index: 0,
        message: { role: "assistant", content: "It depends on what honesty would cost." },
        finish_reason: "stop",
      }],
      usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 },
    });
  },
);
