import { assertEquals } from "@std/assert";
import { Gathering } from "../../../lib/querying/batches/gathering.ts";
import { sampleCall } from "../../study/samples.ts";
import { FakeClock } from "../fake_clock.ts";

const waiter = (i: number, model = "o3") => ({ call: sampleCall(i, { model }) });

function gather() {
  const clock = new FakeClock();
  const sent: string[][] = [];
  const gathering = new Gathering<ReturnType<typeof waiter>>(clock, 3, (waiters) => {
    sent.push(waiters.map(({ call }) => call.model));
  });
  return { clock, sent, gathering };
}

Deno.test("Gathering sends a model's calls together once no more came for a while", async () => {
  const { clock, sent, gathering } = gather();
  gathering.add(waiter(1));
  await clock.advance(2_900);
  gathering.add(waiter(2));
  gathering.add(waiter(3, "gpt-4.1"));
  await clock.advance(2_900);
  assertEquals(sent, []);
  await clock.advance(200);
  assertEquals(sent, [["o3", "o3"], ["gpt-4.1"]]);
});

Deno.test("Gathering does not wait when the calls are many", () => {
  const { sent, gathering } = gather();
  for (let i = 0; i < 50_001; i++) gathering.add(waiter(0));
  assertEquals(sent.map(({ length }) => length), [50_000]);
});

Deno.test("Gathering does not wait when their bytes are many, as they are sent", () => {
  const { sent, gathering } = gather();
  const long = (content: string) => ({
    call: { ...sampleCall(1, { model: "o3" }), messages: [{ role: "user" as const, content }] },
  });
  // 6 bytes a letter in JSON, 3 in UTF-8.
  const [control, chinese] = ["\u0001".repeat(1_000_000), "\u8aa0".repeat(1_000_000)];
  for (let i = 0; i < 17; i++) gathering.add(long(control));
  assertEquals(sent.map(({ length }) => length), [17]);
  const one = long(chinese);
  gathering.add(one);
  gathering.remove(one);
  for (let i = 0; i < 34; i++) gathering.add(long(chinese));
  assertEquals(sent.map(({ length }) => length), [17, 34]);
});

Deno.test("Gathering sends fewer calls of a model together where its provider takes no more", () => {
  const { sent, gathering } = gather();
  const { call } = waiter(0);
  gathering.limit(call, 3);
  gathering.limit(call, 5);
  for (let i = 0; i < 7; i++) gathering.add(waiter(i));
  for (let i = 0; i < 7; i++) gathering.add(waiter(i, "gpt-4.1"));
  assertEquals(sent, [["o3", "o3", "o3"], ["o3", "o3", "o3"]]);
  gathering.limit(call, 0);
  gathering.add(waiter(7));
  assertEquals(sent.length, 3, "at least one goes");
});

Deno.test("Gathering sends nothing of what was taken out, and tells what it no longer has", async () => {
  const { clock, sent, gathering } = gather();
  const [one, two] = [waiter(1), waiter(2)];
  gathering.add(one);
  assertEquals([gathering.remove(one), gathering.remove(one), gathering.remove(two)], [
    true,
    false,
    false,
  ]);
  await clock.advance(5_000);
  assertEquals(sent, []);
});
