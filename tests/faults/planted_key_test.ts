import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { journalText } from "../querying/journal_text.ts";

const KEY = "sk-planted-key-7d02e6";
const VARIABLE = "FAULTLINE_PLANTED_KEY";

const APIS = ["openai", "anthropic", "google"] as const;

/** Providers of each wire format that quote the key they were given, in errors as some do, in answers and in headers. */
function quotingProvider() {
  const answers = {
    openai: (content: string) => ({
      choices: [{ message: { content }, finish_reason: "stop" }],
      usage: { prompt_tokens: 9, completion_tokens: 3 },
    }),
    anthropic: (text: string) => ({
      type: "message",
      content: [{ type: "text", text }],
      stop_reason: "end_turn",
    }),
    google: (text: string) => ({ candidates: [{ content: { parts: [{ text }] } }] }),
  };
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { headers, url } = request;
    const { model = url } = await request.json() as { model?: string };
    const quoted = headers.get("authorization") ?? headers.get("x-api-key") ??
      headers.get("x-goog-api-key");
    const id = { "x-request-id": `for ${quoted}` };
    if (model.includes("closed")) {
      return Response.json(
        { error: { message: `wrong key: ${quoted} (${url}?key=${quoted})`, code: "invalid" } },
        { status: 401, headers: id },
      );
    }
    if (model.includes("broken")) {
      return new Response(`<html>no gateway for ${quoted}</html>`, { status: 502, headers: id });
    }
    const api = APIS.find((of) => new URL(url).pathname.startsWith(`/${of}`))!;
    return Response.json(answers[api](`It depends, says ${quoted}.`), { headers: id });
  });
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}

Deno.test("a key stands in no file of a study's folder: config, manifest, journal and exports", async () => {
  const folder = await Deno.makeTempDir();
  const server = quotingProvider();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const run = (...args: string[]) =>
    study([...args, folder], new AbortController().signal, { out: say, err: say });
  const own = APIS.flatMap((api) =>
    ["open", "broken", "closed"].map((model) => ({
      key: `${api}_${model}`,
      provider: `own_${api}`,
      model,
    }))
  );
  Deno.env.set(VARIABLE, KEY);
  try {
    await Deno.copyFile("data/sample_taxonomy.csv", `${folder}/values.csv`);
    const config = {
      name: "planted key",
      seed: 1,
      simulated: true,
      taxonomy: "values.csv",
      pairs: 2,
      generators: simulatedGenerators.slice(0, 1),
      panel: [...simulatedPanel.slice(0, 2), ...own],
      rubricJudge: simulatedJudges[0],
      positionJudges: simulatedJudges.slice(0, 1),
      embedder: { model: simulatedEmbedderModel, dimensions: 32 },
      providers: Object.fromEntries(APIS.map((api) => [`own_${api}`, {
        api,
        baseUrl: `http://127.0.0.1:${server.addr.port}/${api}`,
        apiKeyEnv: VARIABLE,
        retries: 1,
      }])),
    };
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    // Models of its own fail, and what failed is asked again by the next run.
    assertEquals(await run("run"), 1);
    assertEquals(await run("status"), 0);
    assertEquals(await run("export"), 0);
    assertStringIncludes(said.join("\n"), "failed");

    const seen: string[] = [];
    for await (const path of filesIn(folder)) {
      seen.push(path.slice(folder.length + 1));
      const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
      assert(!text.includes(KEY), `the key stands in ${path}`);
    }
    for (
      const name of ["study.json", "manifest.json", "journal.sqlite", "tables/responses.jsonl"]
    ) {
      assert(seen.includes(name), `${name} was looked at`);
    }
    assert(!said.join("\n").includes(KEY));

    // The journal compresses what it keeps.
    await using journal = await openSqliteJournal(`${folder}/journal.sqlite`, { readOnly: true });
    const kept = await journalText(journal, []);
    assertStringIncludes(kept, "It depends, says Bearer [key].");
    assertStringIncludes(kept, "It depends, says [key].");
    assertStringIncludes(kept, "for Bearer [key]");
    assert(!kept.includes(KEY));
  } finally {
    Deno.env.delete(VARIABLE);
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
