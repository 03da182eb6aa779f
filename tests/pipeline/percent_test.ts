import { assertEquals } from "@std/assert";
import { percent } from "../../lib/pipeline/percent.ts";

Deno.test("percent() writes a share with one digit after the point", () => {
  assertEquals([0, 0.1239, 1].map(percent), ["0.0 %", "12.4 %", "100.0 %"]);
});
