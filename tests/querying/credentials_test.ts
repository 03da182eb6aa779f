import { assertEquals, assertThrows } from "@std/assert";
import { apiKeyOf } from "../../lib/querying/credentials.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("apiKeyOf() names variable and provider where the key is missing or blank", () => {
  for (const value of [undefined, "", "  "]) {
    const error = assertThrows(
      () => apiKeyOf("xai", { api: "openai", apiKeyEnv: "XAI_API_KEY" }, () => value),
      InputError,
    );
    assertEquals(
      error.message,
      'XAI_API_KEY: Expected the API key of provider "xai" in this environment variable but it is not set',
    );
  }
});

Deno.test("apiKeyOf() needs none for a server of one's own", () => {
  assertEquals(apiKeyOf("local_server", { api: "openai" }, () => undefined), "none");
});

Deno.test("apiKeyOf() refuses what no header can hold, and does not repeat it", () => {
  for (const value of ["sk-planted\nkey", "sk-planted\u2026", "sk planted"]) {
    const error = assertThrows(
      () => apiKeyOf("xai", { api: "openai", apiKeyEnv: "XAI_API_KEY" }, () => value),
      InputError,
      "another character",
    );
    assertEquals(error.message.includes("planted"), false);
  }
});
