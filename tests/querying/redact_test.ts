import { assertEquals } from "@std/assert";
import { redact } from "../../lib/querying/redact.ts";

Deno.test("redact() strikes out the keys in use and whatever looks like one", () => {
  const google = "AIza" + "Sy0123456789abcdefghijklmno";
  assertEquals(redact(`key ${google} is bad`), "key [key] is bad");
  assertEquals(redact("Authorization: Bearer abcdefghijkl"), "Authorization: Bearer [key]");
  assertEquals(redact("GET /v1?key=abcdef&x=1"), "GET /v1?key=[key]&x=1");
  assertEquals(
    redact("error for url (https://me:secret@host/v1?token=abc)"),
    "error for url (https://[key]@host/v1?token=[key])",
  );
  assertEquals(redact("xai-0123456789 and sk-ant-api03-abc_def"), "[key] and [key]");
  assertEquals(redact("my odd/secret+key", ["odd/secret+key"]), "my [key]");
});

Deno.test("redact() leaves an ordinary sentence alone", () => {
  const sentence = "status 404: The model `gpt-9` does not exist (task-force, risk-based)";
  assertEquals(redact(sentence, ["no"]), sentence);
});
