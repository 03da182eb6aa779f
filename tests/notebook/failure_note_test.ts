import { assert, assertEquals } from "@std/assert";
import { failureNote } from "../../lib/notebook/failure_note.ts";

const fine = { outcome: "answered" as const, detail: null };
const failed = (detail: string | null) => ({ outcome: "failed" as const, detail });
const cells = [{ end: "failed" as const, detail: "no such model." }, {
  end: "declined" as const,
  detail: "no",
}];

Deno.test("failureNote() says nothing of a run in which no call failed", () => {
  const filtered = { outcome: "filtered" as const, detail: "SAFETY" };
  const input = { generation: { cells: [] }, responses: [fine, filtered], rubrics: [fine] };
  assertEquals(failureNote(input), null);
});

Deno.test("failureNote() counts the failed calls of all stages, and tells what was said of the first", () => {
  const note = failureNote({
    generation: { cells },
    responses: [failed("timeout"), fine],
    rubrics: [failed(null)],
  });
  assert(note?.startsWith("3 calls failed: no such model. Look at the network"), String(note));
});

Deno.test("failureNote() shows every character of what a provider said, on one line", () => {
  const responses = [failed("\u001b[31mred\nline " + "x".repeat(9999))];
  const note = failureNote({ generation: { cells: [] }, responses, rubrics: [] })!;
  assert(note.includes("⟨U+001B⟩[31mred line xxx") && note.length < 500);
});

Deno.test("failureNote() joins what an SDK and the network said with one colon", () => {
  const responses = [failed("Connection error.: no route to host")];
  const note = failureNote({ generation: { cells: [] }, responses, rubrics: [] });
  assert(note?.startsWith("1 call failed: Connection error: no route to host. Look"), String(note));
});

Deno.test("failureNote() does without a reason where none was given", () => {
  const note = failureNote({ generation: { cells: [] }, responses: [failed(null)], rubrics: [] });
  assert(note?.startsWith("1 call failed. Look at"), String(note));
});
