import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { modelsOf, parseStudyConfig, providersOf } from "../../lib/study/config.ts";
import { InputError } from "../../lib/study/input_error.ts";

const model = (key: string, provider = "openai") => ({ key, provider, model: key });
const plain = {
  name: "a study",
  seed: 1,
  taxonomy: "values.csv",
  pairs: 2,
  generators: [model("g")],
  panel: [model("a"), model("b", "xai")],
  rubricJudge: model("r"),
  positionJudges: [model("p")],
  embedder: { model: model("e", "google"), dimensions: 8 },
};
const parse = (over: object = {}) => parseStudyConfig({ ...plain, ...over }, "study.json");

Deno.test("parseStudyConfig() fills in the defaults", () => {
  const { samples, positionRepeats, positionMode, highDisagreement, subset, simulated } = parse();
  assertEquals(
    { samples, positionRepeats, positionMode, highDisagreement, subset, simulated },
    {
      samples: 1,
      positionRepeats: 1,
      positionMode: "together",
      highDisagreement: 1.5,
      subset: { threshold: 0.8 },
      simulated: false,
    },
  );
});

Deno.test("parseStudyConfig() names file and field of the first fault", () => {
  for (
    const [over, field] of [
      [{ panle: [] }, "panle"],
      [{ embedder: { ...plain.embedder, size: 8 } }, "embedder.size"],
      [{ pairs: 0 }, "pairs"],
      [{ seed: 0.5 }, "seed"],
      [{ panel: [] }, "panel"],
      [{ panel: [model("a"), model("a", "xai")] }, "panel[1].key"],
      [{ panel: [model("a"), model("B")] }, "panel[1].key"],
      [{ complianceModels: ["c"] }, "complianceModels[0]"],
      [{ generators: [model("g", "nobody")] }, "generators[0].provider"],
      [{ complianceJudges: [model("j")] }, "spec"],
      [{ spec: "spec.md" }, "complianceJudges"],
      [{ name: "n".repeat(201) }, "name"],
      [{ panel: [model("a".repeat(201))] }, "panel[0].key"],
      [{ panel: [{ ...model("a"), model: "m".repeat(201) }] }, "panel[0].model"],
      [{ seed: undefined }, "seed"],
      [{ positionMode: "each" }, "positionMode"],
      [{ providers: { "My own": { api: "openai" } } }, "providers.My own"],
      [{ providers: { own: { api: "openai", baseUrl: "localhost:80" } } }, "providers.own.baseUrl"],
      [
        { providers: { own: { api: "openai", baseUrl: "ftp://host/v1" } } },
        "providers.own.baseUrl",
      ],
      [{ providers: { own: { api: "openai", baseUrl: "host" } } }, "providers.own.baseUrl"],
      [
        { providers: { own: { api: "openai", apiKeyEnv: "sk-secret" } } },
        "providers.own.apiKeyEnv",
      ],
      [
        { providers: { own: { api: "openai", accepts: { m: { temperatur: 1 } } } } },
        "providers.own.accepts.m.temperatur",
      ],
      [
        { providers: { own: { api: "openai", accepts: { m: { reasoningEffort: ["most"] } } } } },
        "providers.own.accepts.m.reasoningEffort[0]",
      ],
      [{ journal: "mysql://host/db" }, "journal"],
      [{ highDisagreement: 3.1 }, "highDisagreement"],
    ] as const
  ) {
    const error = assertThrows(() => parse(over), InputError) as InputError;
    assertEquals(error.where, { file: "study.json", field });
    assertMatch(error.message, /^study\.json, .+: Expected .+ but found .+$/);
  }
});

Deno.test("parseStudyConfig() takes names of 200 characters, and addresses that begin with http or https", () => {
  const name = "n".repeat(200);
  assertEquals(parse({ name }).name, name);
  for (const baseUrl of ["http://localhost:80", "https://host.example/v1"]) {
    assertEquals(
      parse({ providers: { own: { api: "openai", baseUrl } } }).providers.own!.baseUrl,
      baseUrl,
    );
  }
});

Deno.test("parseStudyConfig() repeats no key, password or address in a message", () => {
  for (
    const over of [
      { providers: { own: { api: "openai", apiKeyEnv: "sk-secret" } } },
      { providers: { own: { api: "openai", baseUrl: "ftp://me:secret@host" } } },
      { providers: { own: { api: "openai", apiKey: "sk-secret" } } },
      { journal: "mysql://me:secret@host/db" },
    ]
  ) {
    const { message } = assertThrows(() => parse(over), InputError) as InputError;
    assert(!message.includes("secret"), message);
  }
});

Deno.test("parseStudyConfig() knows simulated providers in a simulated study alone", () => {
  const panel = [model("a", "simulated_openai")];
  assertThrows(() => parse({ panel }), InputError, "simulated_openai");
  assertEquals(parse({ panel, simulated: true }).panel, panel);
});

Deno.test("parseStudyConfig() lets an embedder be local, and no other model", () => {
  parse({ embedder: { model: model("e", "local"), dimensions: 8 } });
  assertThrows(() => parse({ rubricJudge: model("r", "local") }), InputError, '"local"');
});

Deno.test("providersOf() puts a config's provider over the built-in one of its name", () => {
  const own = { api: "openai", baseUrl: "http://localhost:1/v1" } as const;
  const providers = providersOf({ providers: { xai: own } });
  assertEquals(providers.xai, own);
  assertEquals(providers.openai?.apiKeyEnv, "OPENAI_API_KEY");
});

Deno.test("modelsOf() names every model with its field", () => {
  const fields = modelsOf(parse({ labelJudge: model("l") })).map(([field]) => field);
  assertEquals(fields.toSorted(), [
    "embedder.model",
    "generators[0]",
    "labelJudge",
    "panel[0]",
    "panel[1]",
    "positionJudges[0]",
    "rubricJudge",
  ]);
});

Deno.test("parseStudyConfig() takes queries that are given or generated, not both and not neither", () => {
  const given = { scenarios: "given.jsonl", pairs: undefined, generators: undefined };
  assertEquals(parse(given).pairs, 0);
  const fault = (over: object, message: string) =>
    assertThrows(() => parse(over), InputError, message);
  fault({ ...given, pairs: 2 }, "study.json, pairs: Expected no pairs beside a file of scenarios");
  fault({ generators: [] }, "study.json, generators: Expected at least one of generators");
});
