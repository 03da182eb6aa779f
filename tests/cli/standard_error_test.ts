import { assertEquals } from "@std/assert";

/** Runs code that has the functions of the file, closes its standard error first, and gives what it printed. */
async function unread(code: string): Promise<[out: string, code: number]> {
  const file = new URL("../../lib/cli/standard_error.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `import { sayError, writeError } from "${file}";
       await new Response(Deno.stdin.readable).text();
       ${code}`,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await child.stderr.cancel();
  await child.stdin.close();
  const out = await new Response(child.stdout).text();
  return [out, (await child.status).code];
}

Deno.test("writeError() and sayError() end nothing when nobody reads any more", async () => {
  const code = 'writeError("a"); sayError("b"); console.log("went on");';
  assertEquals(await unread(code), ["went on\n", 0]);
});
