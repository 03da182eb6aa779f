import { assertEquals } from "@std/assert";
import type { BatchApi } from "../../lib/querying/batches/batch_api.ts";
import { batchesWithoutKeys, strike, withoutKeys } from "../../lib/querying/strike.ts";
import { sampleCall } from "../study/samples.ts";

const SECRET = "my+odd/secret";

Deno.test("strike() strikes out the keys in use, all of each, and nothing that only looks like one", () => {
  assertEquals(strike(`a ${SECRET} b ${SECRET}`, [SECRET]), "a [key] b [key]");
  assertEquals(strike("sk-abcdef0123456789", [SECRET]), "sk-abcdef0123456789");
  assertEquals(strike("one of none", ["none"]), "one of none");
});

Deno.test("withoutKeys() strikes keys out of bodies and request ids, those learnt later too", async () => {
  const secrets = new Set<string>();
  const raw = { status: 200, headers: new Headers(), body: `"${SECRET}"`, requestId: SECRET };
  const provider = withoutKeys({
    send: () => Promise.resolve(raw),
    embed: () => Promise.resolve({ ...raw, requestId: null }),
  }, secrets);
  const { signal } = new AbortController();
  assertEquals(await provider.send(sampleCall(1), signal), raw);
  secrets.add(SECRET);
  const clean = { ...raw, body: '"[key]"', requestId: "[key]" };
  assertEquals(await provider.send(sampleCall(1), signal), clean);
  assertEquals(await provider.embed("m", 2, ["x"], signal), { ...clean, requestId: null });
});

Deno.test("batchesWithoutKeys() strikes keys out of results and refusals, and leaves ids as they are", async () => {
  const result = { key: "k", status: 200, body: SECRET, requestId: SECRET };
  const api: BatchApi = {
    submit: (_items, name) => Promise.resolve(`batch of ${name}`),
    find: () => Promise.resolve("absent"),
    state: (id) =>
      Promise.resolve({
        ended: id === "x",
        cancelled: false,
        expired: false,
        files: ["f"],
        failure: id === "x" ? { message: `bad ${SECRET}`, passes: true } : null,
      }),
    async *results() {
      yield { result };
      yield { unreadable: `{${SECRET}` };
      yield { unserved: "k" };
    },
    cancel: () => Promise.resolve(),
  };
  const batches = batchesWithoutKeys(api, [SECRET]);
  assertEquals(await batches.submit([], "me"), "batch of me");
  const sought = { name: "n", submittedAt: 0, keys: [], others: new Set<string>() };
  assertEquals(await batches.find(sought), "absent");
  const state = await batches.state("x");
  const failure = { message: "bad [key]", passes: true };
  assertEquals(state, { ended: true, cancelled: false, expired: false, files: ["f"], failure });
  assertEquals((await batches.state("y")).failure, null);
  assertEquals(await Array.fromAsync(batches.results("x", state)), [
    { result: { ...result, body: "[key]", requestId: "[key]" } },
    { unreadable: "{[key]" },
    { unserved: "k" },
  ]);
  await batches.cancel("x");
});
