import { assertEquals, assertRejects } from "@std/assert";
import {
  type BatchApi,
  type BatchLine,
  BatchRefused,
  type BatchState,
} from "../../../lib/querying/batches/batch_api.ts";
import { interpret } from "../../../lib/querying/interpret.ts";
import type { ProviderOptions } from "../../../lib/querying/providers/provider.ts";
import type { Api } from "../../../lib/querying/reading.ts";
import { type Call, callKey } from "../../../lib/study/call.ts";
import { fakeBatches } from "./fake_batches.ts";

/** A wire format of batches under test. */
export interface BatchFormat {
  readonly api: Api;
  readonly model: string;
  /** What follows the origin in its base URL. */
  readonly path?: string;
  readonly make: (options: ProviderOptions) => BatchApi;
  /** Whether it tells of each call that it did not get to; one that does not leaves it out. */
  readonly tellsOfUnserved: boolean;
  /** A line of results that answers a call. */
  readonly line: (key: string) => object;
}

/** A batch that has ended, with one file of results. */
export const ENDED: BatchState = {
  ended: true,
  cancelled: false,
  expired: false,
  files: ["f"],
  failure: null,
};

/** A call of a format with its key. */
export function itemOf({ api, model }: Pick<BatchFormat, "api" | "model">, text: string) {
  const call: Call = {
    stage: "respond",
    prompt: "respond@1",
    provider: api,
    model,
    parameters: { maxTokens: 100 },
    messages: [{ role: "user", content: text }],
    sample: 0,
  };
  return { key: callKey(call), call };
}

/** A batch that is sought by its name. */
export const soughtAs = (name: string, submittedAt = Date.now()) => ({
  name,
  submittedAt,
  keys: [],
  others: new Set<string>(),
});

/** What a format reads in a file of these lines. */
export async function readLines(
  make: BatchFormat["make"],
  lines: readonly string[],
): Promise<BatchLine[]> {
  const fetch = () => Promise.resolve(new Response(lines.join("\n")));
  return await Array.fromAsync(make({ apiKey: "k", fetch }).results("batch", ENDED));
}

/** Tests what all formats have in common, against their documented form. */
export function testFormat(format: BatchFormat): void {
  const { api, make, path = "" } = format;
  const name = make.name;
  const at = (url: string) => make({ apiKey: "k", baseUrl: url + path });

  Deno.test(`${name}() matches results by key, gives errors their status, and tells what expired`, async () => {
    await using fake = fakeBatches((text) =>
      text === "late" ? "expire" : text === "wrong" ? 400 : text === "down" ? 500 : `to ${text}`
    );
    const batches = at(fake.url);
    const items = ["a", "wrong", "late", "b", "down"].map((text) => itemOf(format, text));
    const id = await batches.submit(items, "study-1");
    assertEquals((await batches.state(id)).ended, false);
    const state = await batches.state(id);
    assertEquals([state.ended, state.cancelled, state.failure], [true, false, null]);
    const lines = await Array.fromAsync(batches.results(id, state));
    const results = lines.flatMap((line) => "result" in line ? [line.result] : []);
    const byKey = new Map(results.map((result) => [result.key, result]));
    assertEquals(items.map(({ key }) => byKey.get(key)?.status), [200, 400, undefined, 200, 500]);
    assertEquals(
      [items[0]!, items[3]!].map(({ key }) => interpret(api, 200, byKey.get(key)!.body).text),
      ["to a", "to b"],
    );
    const unserved = lines.filter((line) => "unserved" in line);
    assertEquals(unserved, format.tellsOfUnserved ? [{ unserved: items[2]!.key }] : []);
  });

  Deno.test(`${name}() cancels a batch, which then ends without results`, async () => {
    await using fake = fakeBatches(() => "an answer");
    fake.looks = 100;
    const batches = at(fake.url);
    const id = await batches.submit([itemOf(format, "a")], "study-1");
    await batches.cancel(id);
    assertEquals(fake.cancelled, [id]);
    const state = await batches.state(id);
    assertEquals([state.ended, state.cancelled, state.failure], [true, true, null]);
    const lines = await Array.fromAsync(batches.results(id, state));
    assertEquals(lines.filter((line) => "result" in line), []);
  });

  Deno.test(`${name}() gives each result as soon as its line has come`, async () => {
    const { promise: seen, resolve: see } = Promise.withResolvers<void>();
    const encoder = new TextEncoder();
    const text = (key: string) => encoder.encode(JSON.stringify(format.line(key)) + "\n");
    const pieces = async function* () {
      yield text("a");
      yield text("b").subarray(0, 9);
      // The rest comes only when the first was seen.
      await seen;
      yield text("b").subarray(9);
    };
    const fetch = () => Promise.resolve(new Response(ReadableStream.from(pieces())));
    const keys: string[] = [];
    for await (const line of make({ apiKey: "k", fetch }).results("batch", ENDED)) {
      if ("result" in line) keys.push(line.result.key);
      see();
    }
    assertEquals(keys, ["a", "b"]);
  });

  Deno.test(`${name}() takes no refusal and no other address for a file of results, or for a cancellation`, async () => {
    for (const status of [302, 403, 500]) {
      const fetch = () => Promise.resolve(new Response("{}", { status }));
      const batches = make({ apiKey: "k", fetch });
      await assertRejects(() => Array.fromAsync(batches.results("b", ENDED)), BatchRefused);
      await assertRejects(() => batches.cancel("b"), BatchRefused);
      await assertRejects(() => batches.state("b"), BatchRefused);
    }
  });

  Deno.test(`${name}() reads what came of a file that breaks off, and then throws`, async () => {
    const pieces = async function* () {
      yield new TextEncoder().encode(JSON.stringify(format.line("a")) + "\n");
      await Promise.resolve();
      throw new TypeError("lost");
    };
    const fetch = () => Promise.resolve(new Response(ReadableStream.from(pieces())));
    const keys: string[] = [];
    await assertRejects(
      async () => {
        for await (const line of make({ apiKey: "k", fetch }).results("batch", ENDED)) {
          if ("result" in line) keys.push(line.result.key);
        }
      },
      TypeError,
      "lost",
    );
    assertEquals(keys, ["a"]);
  });
}

/** Tests a format whose batches bear a name and whose requests go as a file. */
export function testNamedFormat(format: BatchFormat): void {
  const { make, path = "" } = format;
  const at = (url: string) => make({ apiKey: "k", baseUrl: url + path });

  Deno.test(`${make.name}() finds a batch by its name on any page of the list`, async () => {
    await using fake = fakeBatches(() => "an answer");
    fake.pageSize = 2;
    const batches = at(fake.url);
    const ids = [];
    for (let i = 0; i < 5; i++) {
      ids.push(await batches.submit([itemOf(format, `${i}`)], `study-${i}`));
    }
    for (let i = 0; i < 5; i++) {
      assertEquals(await batches.find(soughtAs(`study-${i}`)), { id: ids[i]! });
    }
    assertEquals(await batches.find(soughtAs("study-5")), "absent");
  });

  Deno.test(`${make.name}() uploads a file once, however often its batch is refused`, async () => {
    await using fake = fakeBatches(() => "an answer");
    const requests: string[] = [];
    let refusals = 2;
    fake.instead = (path, method) => {
      if (method === "POST") requests.push(path);
      const creates = path === "/v1/batches" || path.endsWith(":batchGenerateContent");
      return creates && refusals-- > 0 ? new Response("{}", { status: 429 }) : undefined;
    };
    const batches = at(fake.url);
    const items = [itemOf(format, "a")];
    await assertRejects(() => batches.submit(items, "study-1"), BatchRefused);
    await assertRejects(() => batches.submit(items, "study-1"), BatchRefused);
    const before = requests.length;
    const id = await batches.submit(items, "study-1");
    assertEquals(requests.length, before + 1, "only the batch is created");
    assertEquals([await batches.find(soughtAs("study-1")), fake.submitted.length], [{ id }, 1]);
    await batches.submit(items, "study-2");
    assertEquals(requests.length > before + 2, true, "another batch has a file of its own");
  });
}
