import { assertEquals } from "@std/assert";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { cuttingProxy } from "../study/cutting_proxy.ts";
import { administrate, findPostgres, startPostgres } from "../study/postgres_server.ts";
import { sampleCall, sampleCompletion } from "../study/samples.ts";

const bin = findPostgres();
const schema = "faultline_failover";

/** A completion of a model of its own, so that its role is new. */
const ofModel = (i: number, model: string) => sampleCompletion(i, {}, sampleCall(i, { model }));

for (const doubt of [false, true]) {
  Deno.test({
    name: `what was acknowledged before a failover to a standby that lacks it is brought there${
      doubt ? ", with a commit in doubt" : ""
    }${bin ? "" : " (skipped: no PostgreSQL server is installed)"}`,
    ignore: bin === null,
    fn: async () => {
      await using primary = await startPostgres(bin!);
      await using standby = await primary.standby();
      const portOf = ({ address }: typeof primary) => Number(new URL(address).port);
      using proxy = cuttingProxy(portOf(primary));
      const address = primary.address.replace(`:${portOf(primary)}`, `:${proxy.port}`);
      const notes: string[] = [];
      const journal = await openPostgresJournal(address, { schema, note: (s) => notes.push(s) });
      assertEquals(notes.length, 1, "the standby is not waited for");
      const first = ofModel(1, "first");
      await journal.append(first);
      {
        await using reader = await administrate(standby.address);
        for (let n = 0; n === 0;) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          n = (await reader.rows(`SELECT 1 FROM pg_tables WHERE schemaname = $1`, [schema])).length;
          if (n > 0) n = (await reader.rows(`SELECT 1 FROM ${schema}.completions`)).length;
        }
      }
      await standby.stop("fast");
      const lost = ofModel(2, "second");
      await journal.append(lost);
      await journal.charge({
        ...{ key: lost.key, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 0.5 },
      });
      await journal.setNote("batch/1", "submitted");
      await journal.appendEmbeddings(new Map([[lost.key, Float32Array.of(1)]]), {
        ...{ provider: "p", model: "m", texts: 1, inputTokens: 1, usd: 1 },
      });
      const next = ofModel(3, "third");
      proxy.cuts = doubt ? 1 : 0;
      const during = doubt ? journal.append(next) : undefined;
      while (proxy.cuts > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await primary.stop("immediate");
      proxy.serverPort = portOf(standby);
      await standby.start();
      // A standby refuses writes until it takes over: that is waited out.
      const waited = during ?? journal.append(next);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await standby.promote();
      await waited;
      const last = ofModel(4, "first");
      await journal.append(last);
      const keys = [first, lost, next, last].map(({ key }) => key);
      const found = await journal.find(keys);
      assertEquals(keys.map((key) => found.get(key)), [first, lost, next, last]);
      assertEquals(await journal.note("batch/1"), "submitted");
      assertEquals((await journal.findEmbeddings([lost.key])).size, 1);
      const totals = await journal.totals();
      const told = totals.map(({ model, completions, usd }) => [model, completions, usd]);
      assertEquals(told.sort(), [["first", 2, 0], ["second", 1, 0.5], ["third", 1, 0]]);
      await journal.close();
    },
  });
}
