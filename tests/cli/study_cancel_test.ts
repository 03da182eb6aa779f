import { assertEquals, assertMatch } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import { saveBatch } from "../../lib/querying/batches/batch_record.ts";
import { openaiBatches } from "../../lib/querying/batches/openai_batches.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { providersOf } from "../../lib/study/config.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder } from "../in_folder.ts";
import { itemOf } from "../querying/batches/batch_format.ts";
import { fakeBatches } from "../querying/batches/fake_batches.ts";

const FORMAT = { api: "openai", model: "gpt-4.1" } as const;

Deno.test("study cancel cancels the batches of former runs, and says which could not be", () =>
  inFolder(async (folder) => {
    await using fake = fakeBatches(() => "an answer");
    fake.looks = 1_000_000;
    const config = simulatedConfig(folder, { pairs: 2 });
    const baseUrl = `${fake.url}/v1`;
    const provider = { api: "openai" as const, baseUrl, batch: true };
    const providers = { ...providersOf(config), gateway: provider };
    const batches = openaiBatches({ apiKey: "none", baseUrl });
    const ids: string[] = [];
    {
      await using made = await openStudy(folder, { create: { ...config, providers } });
      for (const text of ["a", "b"]) {
        const item = itemOf(FORMAT, text);
        const id = await batches.submit([item], text);
        ids.push(id);
        await saveBatch(made.journal, {
          name: text,
          provider: "gateway",
          model: FORMAT.model,
          id,
          state: "open",
          submittedAt: Date.now(),
          keys: [item.key],
          unanswered: [],
        });
      }
    }
    const run = async () => {
      const [out, err]: [string[], string[]] = [[], []];
      const { signal } = new AbortController();
      const code = await study(["cancel", folder], signal, {
        out: (text) => out.push(text),
        err: (text) => err.push(text),
      });
      return { code, out: out.join("\n"), err: err.join("\n") };
    };
    fake.instead = (path) =>
      path === `/v1/batches/${ids[0]}/cancel` ? new Response("{}", { status: 503 }) : undefined;
    const first = await run();
    assertEquals([first.code, fake.cancelled], [1, [ids[1]]]);
    assertMatch(first.out, /^Cancelled: 1 batches\./);
    assertEquals(
      first.err,
      `Batch ${
        ids[0]
      } of 1 calls to model gpt-4.1 of gateway could not be cancelled: status 503: {}`,
    );
    fake.instead = () => undefined;
    const second = await run();
    assertEquals([second.code, second.err], [0, ""]);
  }));
