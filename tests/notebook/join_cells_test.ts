import { assertEquals } from "@std/assert";
import { joinCells } from "../../lib/notebook/join_cells.ts";
import { notebookOf } from "./notebook_of.ts";

Deno.test("joinCells() leads each line back to its cell and line", () => {
  const notebook = notebookOf("const a = 1;\na", "b");
  notebook.cells.splice(1, 0, { cell_type: "markdown", id: "m", metadata: {}, source: "# Text" });
  const { program, origins } = joinCells(notebook);
  const lines = program.split("\n");
  assertEquals(origins[lines.indexOf("a")], { cell: 1, line: 2 });
  assertEquals(origins[lines.indexOf("b")], { cell: 3, line: 1 });
  assertEquals(program.includes("# Text"), false);
});

Deno.test("joinCells() keeps cells that end in an expression or a comment apart", async () => {
  const { program } = joinCells(notebookOf("[1]", "[0]", "(1) // a comment", "(2)"));
  const module = await import(`data:text/javascript,${encodeURIComponent(program)}`);
  assertEquals(Object.keys(module), []);
});

Deno.test("joinCells() leaves out what is meant to fail", () => {
  const notebook = notebookOf("oops()", "fine");
  notebook.cells[0]!.metadata = { tags: ["raises-exception"] };
  assertEquals(joinCells(notebook).program.includes("oops"), false);
});
