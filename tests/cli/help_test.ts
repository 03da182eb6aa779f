import { assertEquals, assertStringIncludes } from "@std/assert";
import { command } from "./command.ts";

const TASKS: readonly (readonly [file: string, task: string])[] = [
  ["demo", "demo"],
  ["study", "study"],
  ["reproduce", "reproduce"],
  ["import", "import"],
  ["lab", "lab"],
  ["notebooks", "notebooks"],
  ["export", "export"],
  ["contact_sheet", "contact-sheet"],
  ["test", "test"],
];

for (const [file, task] of TASKS) {
  Deno.test(`deno task ${task} --help says how it is used, and does nothing else`, async () => {
    const { code, out, err } = await command(file, ["--help"]);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, `Usage: deno task ${task}`);
  });
}
