import { assertEquals } from "@std/assert";
import { priceTableSchema } from "../../lib/querying/prices.ts";
import { simulatedPrices } from "../../lib/simulation/prices.ts";

Deno.test("simulatedPrices is a price table for simulated providers alone", () => {
  priceTableSchema.parse(simulatedPrices);
  assertEquals(Object.keys(simulatedPrices.providers).sort(), [
    "simulated_anthropic",
    "simulated_google",
    "simulated_openai",
    "simulated_xai",
  ]);
});
