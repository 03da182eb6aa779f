import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { runStudy } from "../../lib/pipeline/run_study.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { fakePanel, fakeStudy } from "./fake_panel.ts";
import { inFolder } from "./simulated_run.ts";

/**
 * By prompt, how many calls a fixed study makes and a digest of their keys. A key is the hash of all that is asked: where
 * one changes, journals made before are not read any more and every call is paid again. A new version of a prompt's words
 * brings a line of its own.
 */
const KEYS: Readonly<Record<string, string>> = {
  "comply@1": "54 085c18adeec7",
  "express@1": "6 8557cac17826",
  "fit@1": "6 fc9d5f990308",
  "neutral_query@1": "4 3a41157e986a",
  "nudged_query@1": "8 fb848687058c",
  "position@1": "48 af99f849c830",
  "respond@1": "72 36a79307cb8c",
  "response_type@1": "6 fc2200db6251",
  "rubric@1": "4 66834fab885d",
  "topics@1": "3 966c34851eb1",
};

Deno.test("the keys of a study's calls stay, so that journals made before are read without a new call", () =>
  inFolder(async (folder) => {
    const size = { pairs: 4, models: 3, characters: 300, highEvery: 2, spec: true };
    const config = { ...await fakeStudy(folder, size), samples: 2, positionRepeats: 2 };
    await using journal = await openSqliteJournal(":memory:");
    await runStudy(config, folder, fakePanel(config, size, journal));
    const keys = new Map<string, string[]>();
    for await (const { key, call } of journal.completions()) {
      const own = keys.get(call.prompt);
      if (own) own.push(key);
      else keys.set(call.prompt, [key]);
    }
    const digests = [...keys].map(([prompt, own]) => {
      const digest = createHash("sha256").update(own.toSorted().join()).digest("hex").slice(0, 12);
      return [prompt, `${own.length} ${digest}`] as const;
    });
    assertEquals(Object.fromEntries(digests), KEYS);
  }));
