import { assertEquals } from "@std/assert";
import { takeDraw, tellDraw } from "../../lib/simulation/tell_draw.ts";
import type { Call } from "../../lib/study/call.ts";

const call = (sample: number): Call => ({
  stage: "respond",
  prompt: "respond@1",
  provider: "simulated_openai",
  model: "simulated-o3",
  parameters: {},
  messages: [{ role: "system", content: "Be kind." }, { role: "user", content: "Why?" }],
  sample,
});

Deno.test("takeDraw() reads what tellDraw() sent and gives the messages back as they were", async () => {
  const sent: Call[] = [];
  const response = { status: 200, headers: new Headers(), body: "", requestId: null };
  const answer = () => Promise.resolve(response);
  const told = tellDraw({ send: (of) => (sent.push(of), answer()), embed: answer });
  const { signal } = new AbortController();
  for (const sample of [0, 1, 12]) {
    const asked = call(sample);
    assertEquals(await told.send(asked, signal), response);
    assertEquals(asked, call(sample), "the call itself is left alone");
  }
  assertEquals(sent[0], call(0), "a first draw is sent as it is");
  assertEquals(sent.map(({ messages }) => takeDraw(messages).draw), [0, 1, 12]);
  for (const { messages } of sent) assertEquals(takeDraw(messages).messages, call(0).messages);
});

Deno.test("takeDraw() takes nothing out of words that only speak of a draw", () => {
  const content = "[draw 3 of a simulated model] is what I read. Why?";
  const messages = [{ role: "user" as const, content }];
  assertEquals(takeDraw(messages), { messages, draw: 0 });
  assertEquals(takeDraw([]), { messages: [], draw: 0 });
});
