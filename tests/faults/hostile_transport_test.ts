import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { Answer, Ask } from "../../lib/querying/engine.ts";
import type { Api } from "../../lib/querying/reading.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { journalText } from "../querying/journal_text.ts";
import { asksOf } from "../querying/mock_providers.ts";

const KEY = "sk-planted-key-55c1d0";
const MIB = 2 ** 20;

const ANSWERS: Readonly<Record<Api, object>> = {
  openai: { choices: [{ finish_reason: "stop", message: { content: "Yes." } }] },
  anthropic: {
    type: "message",
    content: [{ type: "text", text: "Yes." }],
    stop_reason: "end_turn",
  },
  google: { candidates: [{ content: { parts: [{ text: "Yes." }] }, finishReason: "STOP" }] },
};

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}

/** Writes a response to a connection; what it throws once the client is gone is no fault. */
type Behaviour = (write: (part: string | Uint8Array) => Promise<void>, api: Api) => Promise<void>;

const encoder = new TextEncoder();
const head = (headers: string, status = "200 OK") =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;

/** A server below HTTP: it answers each connection once, as told, and counts what it wrote and who hung up. */
function server(behaviour: Behaviour, api: Api) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const state = { written: 0, requests: 0, hungUp: 0, served: [] as Promise<void>[] };
  const serve = async (connection: Deno.Conn) => {
    let request = "";
    const buffer = new Uint8Array(65_536);
    while (!request.includes("\r\n\r\n")) {
      const read = await connection.read(buffer).catch(() => null);
      if (read === null) return connection.close();
      request += new TextDecoder().decode(buffer.subarray(0, read));
    }
    state.requests++;
    try {
      await behaviour(async (part) => {
        const bytes = typeof part === "string" ? encoder.encode(part) : part;
        for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
        state.written += bytes.length;
      }, api);
    } catch {
      state.hungUp++;
    }
    connection.close();
  };
  const accepting = (async () => {
    for await (const connection of listener) state.served.push(serve(connection));
  })();
  const stop = async () => {
    listener.close();
    await accepting;
    await Promise.allSettled(state.served);
  };
  return { state, url: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`, stop };
}

/** Asks one question of a provider at that address, once. */
async function ask(api: Api, baseUrl: string, timeoutSeconds = 20) {
  await using journal = await openSqliteJournal(":memory:");
  const own = { api, baseUrl, apiKeyEnv: "KEY", timeoutSeconds, retries: 0 };
  const notes: string[] = [];
  await using engine = createEngine({
    config: { providers: { own } },
    journal,
    env: () => KEY,
    reporter: { update() {}, finish() {}, note: (sentence) => void notes.push(sentence) },
  });
  const asks = asksOf(1, [{ key: "m", provider: "own", model: "m" }]);
  const [[, answer]] = await Array.fromAsync(engine.run(asks, { label: "test" })) as [
    readonly [Ask, Answer],
  ];
  const kept = await journalText(journal, [answer.key]);
  const told = JSON.stringify([answer, kept, notes]);
  assert(!told.includes(KEY), told);
  return answer;
}

const body = (api: Api) => encoder.encode(JSON.stringify(ANSWERS[api]));
const CASES: readonly (readonly [string, Behaviour, string, string | RegExp | null])[] = [
  [
    "gzipped",
    async (write, api) => {
      const zipped = await gzip(body(api));
      await write(head(`content-encoding: gzip\r\ncontent-length: ${zipped.length}`));
      await write(zipped);
    },
    "answered",
    null,
  ],
  [
    "in chunks that cut letters apart",
    async (write, api) => {
      await write(head("transfer-encoding: chunked"));
      for (const byte of body(api)) {
        await write("1\r\n");
        await write(new Uint8Array([byte]));
        await write("\r\n");
      }
      await write("0\r\n\r\n");
    },
    "answered",
    null,
  ],
  [
    "of garbled gzip",
    async (write) => {
      await write(head("content-encoding: gzip\r\ncontent-length: 9"));
      await write("not gzip!");
    },
    "failed",
    null,
  ],
  [
    "of gzip that unpacks to 500 MB",
    async (write) => {
      const zipped = await gzip(new Uint8Array(500 * MIB));
      await write(head(`content-encoding: gzip\r\ncontent-length: ${zipped.length}`));
      await write(zipped);
    },
    "failed",
    /at most 67108864 bytes/,
  ],
  [
    "without end",
    async (write) => {
      await write(head("transfer-encoding: chunked"));
      const chunk = new Uint8Array(MIB).fill(97);
      for (let i = 0; i < 500; i++) {
        await write("100000\r\n");
        await write(chunk);
        await write("\r\n");
      }
    },
    "failed",
    /at most 67108864 bytes/,
  ],
  [
    "of half a body",
    async (write) => {
      await write(head("content-length: 1000"));
      await write('{"choi');
    },
    "failed",
    null,
  ],
  ["of nothing", async () => {}, "failed", null],
  ["that is no HTTP", async (write) => await write("220 mail ready\r\n"), "failed", null],
];

for (const api of Object.keys(ANSWERS) as Api[]) {
  for (const [what, behaviour, outcome, detail] of CASES) {
    Deno.test(`an answer ${what} of ${api} ends as ${outcome}, in bounds, with no key in it`, async () => {
      const { state, url, stop } = server(behaviour, api);
      const answer = await ask(api, url);
      await stop();
      assertEquals([answer.outcome, state.requests], [outcome, 1]);
      if (outcome === "answered") assertEquals(answer.text, "Yes.");
      if (detail) assert(new RegExp(detail).test(answer.detail!), answer.detail!);
      assert(state.written < 80 * MIB, `${state.written} bytes were sent`);
    });
  }

  Deno.test(`an answer of ${api} that comes a byte at a time ends at the time limit, and its connection too`, async () => {
    const { state, url, stop } = server(async (write) => {
      await write(head("content-length: 100000"));
      while (true) {
        await write(" ");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }, api);
    const answer = await ask(api, url, 0.3);
    await stop();
    assertEquals([answer.outcome, answer.detail, state.hungUp], ["failed", "no answer in time", 1]);
  });

  Deno.test(`${api} under a name that is not there, or sent elsewhere, is told so, and no key goes there`, async () => {
    const elsewhere = server(async (write) => await write(head("content-length: 0")), api);
    const { url, stop } = server(async (write) => {
      const location = `location: ${elsewhere.url}/?key=${KEY}\r\ncontent-length: 0`;
      await write(head(location, "308 Permanent Redirect"));
    }, api);
    assertStringIncludes((await ask(api, url)).detail!, "sent to another address (status 308)");
    await Promise.all([stop(), elsewhere.stop()]);
    assertEquals(elsewhere.state.requests, 0);
    const lost = await ask(api, "http://user:password@no.such.host.invalid/v1");
    assertStringIncludes(lost.detail!, "dns error");
    assert(!lost.detail!.includes("password"), lost.detail!);
  });
}
