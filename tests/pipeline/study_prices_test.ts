import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { studyPrices } from "../../lib/pipeline/study_prices.ts";
import { simulatedPrices } from "../../lib/simulation/prices.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder } from "./simulated_run.ts";

Deno.test("studyPrices() takes the study's own table first, under its provider's id", () =>
  inFolder(async (folder) => {
    const table = {
      date: "2026-01-01",
      providers: { openai: { "gpt-4.1": { input: 7, output: 9 } } },
    };
    await Deno.writeTextFile(join(folder, "own.json"), JSON.stringify(table));
    const config = { ...simulatedConfig(folder), simulated: false, prices: "own.json" };
    const { priceOf } = await studyPrices({ config, folder });
    assertEquals(priceOf("openai", "gpt-4.1"), { input: 7, output: 9 });
    assert(priceOf("openai", "o3") !== null, "what it leaves out has the built-in price");
    assertEquals(priceOf("nobody", "o3"), null);
    assertEquals(priceOf("toString", "o3"), null);
  }));

Deno.test("studyPrices() of a simulated study has the simulation's prices", () =>
  inFolder(async (folder) => {
    const { table } = await studyPrices({ config: simulatedConfig(folder), folder });
    assertEquals(table, simulatedPrices);
  }));

Deno.test("studyPrices() names a table that is no JSON and quotes nothing of it", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "own.json"), '{"date": sk-secret-in-the-file}');
    const config = { ...simulatedConfig(folder), prices: "own.json" };
    const error = await assertRejects(() => studyPrices({ config, folder }), InputError);
    assert(error.message.startsWith(join(folder, "own.json")));
    assert(!Deno.inspect(error).includes("sk-secret"));
  }));
