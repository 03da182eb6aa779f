import { assertEquals } from "@std/assert";
import { BatchRefused } from "../../../lib/querying/batches/batch_api.ts";
import { BatchTrouble } from "../../../lib/querying/batches/batch_trouble.ts";
import { FakeClock } from "../fake_clock.ts";

const refused = (status: number) => new BatchRefused(status, "no, hunter2");

Deno.test("BatchTrouble takes a batch for gone when its provider says so for an hour, and nothing else between", async () => {
  const clock = new FakeClock();
  const trouble = new BatchTrouble(clock, () => ["hunter2"]);
  const gone = () => trouble.of(refused(404)).means === "gone";
  assertEquals(gone(), false);
  await clock.advance(3_599_000);
  assertEquals(gone(), false);
  await clock.advance(1_000);
  assertEquals(gone(), true);
  assertEquals(trouble.of(new TypeError("lost")).means, "pass");
  assertEquals(gone(), false, "it begins anew");
  await clock.advance(3_600_000);
  trouble.over();
  assertEquals(gone(), false);
});

Deno.test("BatchTrouble leaves to the user a key that is refused three times in a row", () => {
  const trouble = new BatchTrouble(new FakeClock(), () => ["hunter2"]);
  const means = (status: number) => trouble.of(refused(status)).means;
  assertEquals([means(401), means(403), means(500), means(401), means(401)], Array(5).fill("pass"));
  assertEquals(means(403), "leave");
  assertEquals(trouble.of(refused(401)).reason, "status 401: no, [key]");
});

Deno.test("BatchTrouble waits eight hours for a provider that is down", async () => {
  const clock = new FakeClock();
  const trouble = new BatchTrouble(clock, () => []);
  const means = () => trouble.of(new TypeError("connection refused")).means;
  assertEquals(means(), "pass");
  await clock.advance(8 * 3_600_000 - 1);
  assertEquals(means(), "pass");
  await clock.advance(1);
  assertEquals(means(), "leave");
  trouble.over();
  assertEquals(means(), "pass");
});
