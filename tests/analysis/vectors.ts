/** Reads the vectors that `vectors/generate.py` wrote. */
export function vectors<Case>(name: string): Case[] {
  const file = JSON.parse(
    Deno.readTextFileSync(new URL(`./vectors/${name}.json`, import.meta.url)),
  );
  return file.cases;
}
