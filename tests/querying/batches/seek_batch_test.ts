import { assertEquals, assertRejects } from "@std/assert";
import { BatchRefused, type Found } from "../../../lib/querying/batches/batch_api.ts";
import { BatchSearch } from "../../../lib/querying/batches/seek_batch.ts";
import { FakeClock } from "../fake_clock.ts";
import { soughtAs } from "./batch_format.ts";

/** Looks again and again for what these searches find, half a minute apart. */
function search(...finds: (Found | Error)[]) {
  const clock = new FakeClock();
  const find = () => {
    const next = finds.length > 1 ? finds.shift()! : finds[0]!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const search = new BatchSearch({ find }, clock, 30);
  return async () => {
    const found = await search.look(soughtAs("a"));
    await clock.advance(30_000);
    return found;
  };
}

Deno.test("BatchSearch believes that there is no batch only when it stays away: a request may go on without its connection", async () => {
  const look = search("absent");
  assertEquals(
    [await look(), await look(), await look(), await look(), await look()],
    ["pending", "pending", "pending", "pending", "absent"],
  );
  const late = search("absent", "absent", "absent", "absent", { id: "b" });
  for (let i = 0; i < 4; i++) assertEquals(await late(), "pending");
  assertEquals(await late(), { id: "b" });
});

Deno.test("BatchSearch begins to wait anew when it was not clear whether there is one", async () => {
  const look = search("absent", "absent", "absent", "absent", "unclear", "absent");
  for (let i = 0; i < 4; i++) await look();
  assertEquals([await look(), await look()], ["unclear", "pending"]);
});

Deno.test("BatchSearch takes an endpoint that knows no lists for one without the batch, and no other trouble", async () => {
  for (const status of [404, 405, 501]) {
    const look = search(new BatchRefused(status, ""));
    for (let i = 0; i < 4; i++) assertEquals(await look(), "pending");
    assertEquals(await look(), "absent");
  }
  for (const error of [new BatchRefused(500, ""), new BatchRefused(401, ""), new TypeError("x")]) {
    await assertRejects(search(error), Error, error.message);
  }
});
