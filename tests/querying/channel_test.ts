import { assertEquals, assertRejects } from "@std/assert";
import { Channel } from "../../lib/querying/channel.ts";

Deno.test("Channel passes values in order, those before its close included", async () => {
  const channel = new Channel<number>();
  channel.push(1);
  const all = Array.fromAsync(channel);
  channel.push(2);
  await Promise.resolve();
  channel.push(3);
  channel.close();
  channel.push(4);
  assertEquals(await all, [1, 2, 3]);
});

Deno.test("Channel throws the error it was closed with after the values before it", async () => {
  const channel = new Channel<number>();
  channel.push(1);
  channel.close(new Error("over"));
  const seen: number[] = [];
  await assertRejects(
    async () => {
      for await (const value of channel) seen.push(value);
    },
    Error,
    "over",
  );
  assertEquals(seen, [1]);
});
