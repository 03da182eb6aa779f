import { assertEquals } from "@std/assert";
import {
  type BatchApi,
  BatchRefused,
  type BatchState,
  type Found,
} from "../../../lib/querying/batches/batch_api.ts";
import { BatchLedger } from "../../../lib/querying/batches/batch_ledger.ts";
import { cancelBatches } from "../../../lib/querying/batches/cancel_batches.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "../../study/samples.ts";

type Behaviour = {
  cancel?: () => Promise<void>;
  state?: Partial<BatchState>;
  find?: Found;
};

/** Cancels one batch at each of these providers; those marked so have no id. */
async function cancel(providers: Record<string, Behaviour | null>, withoutId: string[] = []) {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const cancelled: string[] = [];
  let n = 0;
  for (const provider of Object.keys(providers)) {
    const keys = [sampleCompletion(++n).key];
    const record = await ledger.begin({ provider, model: "m", submittedAt: 0, keys });
    if (!withoutId.includes(provider)) await ledger.opened(record, `id-${provider}`);
  }
  const batchesOf = (provider: string) => {
    const behaviour = providers[provider];
    return behaviour ? apiOf(behaviour, cancelled) : undefined;
  };
  const came = await cancelBatches({ batchesOf, secrets: () => ["hunter2"] }, ledger);
  return { ...came, ids: cancelled.sort() };
}

function apiOf({ cancel, state, find }: Behaviour, cancelled: string[]): BatchApi {
  return {
    cancel: cancel ?? ((id) => Promise.resolve(void cancelled.push(id))),
    state: () =>
      Promise.resolve({
        ended: false,
        cancelled: false,
        expired: false,
        files: [],
        failure: null,
        ...state,
      }),
    find: () => Promise.resolve(find ?? "absent"),
    submit: () => Promise.reject(new Error("nothing is submitted")),
    async *results() {},
  };
}

Deno.test("cancelBatches() cancels what it can, and says without keys which it could not, and why", async () => {
  const down = () => Promise.reject(new TypeError("no route with hunter2"));
  const forbidden = () => Promise.reject(new BatchRefused(401, "wrong key hunter2"));
  const unknown = () => Promise.reject(new BatchRefused(404, ""));
  const came = await cancel({
    a: { cancel: down },
    b: {},
    c: { cancel: forbidden },
    d: null,
    e: { cancel: unknown },
    f: {},
  });
  assertEquals([came.cancelled, came.ids], [2, ["id-b", "id-f"]]);
  const sentence = (provider: string, reason: string) =>
    `Batch id-${provider} of 1 calls to model m of ${provider} could not be cancelled: ${reason}`;
  assertEquals(came.left, [
    sentence("a", "no route with [key]"),
    sentence("c", "status 401: wrong key [key]"),
    sentence("d", "its provider has no batches any more"),
    sentence("e", "status 404: "),
  ]);
});

Deno.test("cancelBatches() takes one that has ended for done, whatever its provider answers", async () => {
  const refused = () => Promise.reject(new BatchRefused(409, "completed"));
  const came = await cancel({ a: { cancel: refused, state: { ended: true } } });
  assertEquals([came.cancelled, came.left], [0, []]);
  assertEquals((await cancel({ a: { cancel: refused } })).left.length, 1, "one that runs on");
});

Deno.test("cancelBatches() looks for a batch whose id is not known", async () => {
  const came = await cancel(
    { a: { find: { id: "found" } }, b: { find: "unclear" }, c: { find: "absent" } },
    ["a", "b", "c"],
  );
  assertEquals([came.cancelled, came.ids], [1, ["found"]]);
  assertEquals(came.left, [
    "Batch without an id of 1 calls to model m of b could not be cancelled: its provider cannot tell yet which one it is",
  ]);
});
