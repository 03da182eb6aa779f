import { assertEquals, assertThrows } from "@std/assert";
import { expectKeys } from "../../lib/pipeline/expect_keys.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { parseStudyConfig } from "../../lib/study/config.ts";
import { InputError } from "../../lib/study/input_error.ts";

const config = parseStudyConfig({
  ...simulatedConfig("out"),
  rubricJudge: { key: "judge", provider: "xai", model: "judge" },
}, "study.json");

Deno.test("expectKeys() names the variable that is not set", () => {
  const error = assertThrows(() => expectKeys(config, () => undefined), InputError, '"xai"');
  assertEquals((error as InputError).where.field, "XAI_API_KEY");
  assertThrows(() => expectKeys(config, () => " "), InputError);
});

Deno.test("expectKeys() asks for no key but those of the models that the study names", () => {
  const asked: string[] = [];
  expectKeys(config, (name) => {
    asked.push(name);
    return "key";
  });
  assertEquals([...new Set(asked)], ["XAI_API_KEY"]);
});
