import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";

const KEY = "sk-planted-key-7d02e6";
const VARIABLE = "FAULTLINE_PLANTED_KEY";

/** A provider that quotes the key it was given in its errors, as some do. */
function quotingProvider() {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { model } = await request.json() as { model: string };
    const quoted = request.headers.get("authorization");
    if (model === "closed") {
      return Response.json(
        { error: { message: `wrong key: ${quoted}`, code: "invalid_api_key" } },
        { status: 401 },
      );
    }
    return Response.json({
      choices: [{ message: { content: "It depends." }, finish_reason: "stop" }],
      usage: { prompt_tokens: 9, completion_tokens: 3 },
    });
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
  const own = (model: string) => ({ key: model, provider: "own", model });
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
      panel: [...simulatedPanel.slice(0, 2), own("open"), own("closed")],
      rubricJudge: simulatedJudges[0],
      positionJudges: simulatedJudges.slice(0, 1),
      embedder: { model: simulatedEmbedderModel, dimensions: 32 },
      providers: {
        own: {
          api: "openai",
          baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
          apiKeyEnv: VARIABLE,
        },
      },
    };
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    // Both models of its own fail, and what failed is asked again by the next run.
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
  } finally {
    Deno.env.delete(VARIABLE);
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
