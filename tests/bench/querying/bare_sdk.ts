/** The OpenAI SDK alone: no journal, no retries, no rate control; a fixed number of loops that ask one by one. */
import OpenAI from "openai";

const [baseURL, calls, concurrency] = [Deno.args[0]!, Number(Deno.args[1]), Number(Deno.args[2])];
const client = new OpenAI({ apiKey: "none", baseURL, maxRetries: 0 });
let next = 0;
const began = performance.now();
await Promise.all(Array.from({ length: concurrency }, async () => {
  while (next < calls) {
    const i = next++;
    const completion = await client.chat.completions.create({
      model: "bench",
      temperature: 1,
      max_tokens: 100,
      messages: [{ role: "user", content: `Question ${i}: is honesty always kind?` }],
    });
    if (!completion.choices[0]?.message.content) throw new Error("Expected an answer");
  }
}));
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000 }));
