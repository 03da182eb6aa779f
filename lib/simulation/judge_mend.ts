import { parseSpec } from "../spec/parse.ts";
import type { Edit } from "../spec/edit.ts";
import type { JudgeTask } from "./judge_model.ts";
import { sentencesOf } from "./language/sentences.ts";
import type { Lexicon } from "./language/lexicon.ts";
import { type Task, textOf, textsOf } from "./said.ts";
import { readClauses } from "./spec_reader.ts";

/**
 * Proposes the plainest mend of the gap in the prompt: of two clauses that pull apart, each says that the first goes
 * before the second; where no clause decides, a new one puts one category first; a vague or coarse clause loses its
 * vague sentences and says which of the two categories of the cases comes first.
 */
export const proposeMend: JudgeTask = (task, { lexicon }) => {
  const { clauses } = parseSpec(textOf(task, "spec") ?? "");
  const gap = textOf(task, "gap") ?? "";
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(gap)?.[1] ?? "";
  const kind = field("kind");
  const named = field("clauses").split(", ").flatMap((id) =>
    clauses.find((clause) => clause.id === id) ?? []
  );
  const [first, second] = named;
  const categories = kind === "silence" ? field("topic").split(" × ") : categoriesOf(task, lexicon);
  const [a = "one value", b = "another"] = categories;
  let edits: Edit[] = [];
  if (kind === "contradiction" && first && second) {
    const amend = (clause: typeof first, sentence: string): Edit => ({
      kind: "amend",
      clause: clause.id,
      text: `${clause.text} ${sentence}`,
    });
    edits = [
      amend(first, `Where the two collide, this goes before [${second.title}](#${second.id}).`),
      amend(second, `Where the two collide, [${first.title}](#${first.id}) goes before this.`),
    ];
  } else if (kind === "silence" || !first) {
    edits = [{
      kind: "add",
      clause: fresh(clauses.map(({ id }) => id)),
      after: (first ?? clauses.at(-1))?.id ?? "",
      title: `Between ${a} and ${b}`,
      authority: null,
      text: `Where ${a} and ${b} collide, ${a} goes before ${b}.`,
    }];
  } else {
    const clear = sentencesOf(first.text).filter((sentence) =>
      !readClauses(`# ${first.title}\n\n${sentence}`)[0]?.vague
    );
    const rule = `Where ${a} and ${b} collide, ${a} goes before ${b}.`;
    edits = [{ kind: "amend", clause: first.id, text: [...clear, rule].join(" ") }];
  }
  return { rationale: "It says which of the two goes first.", edits };
};

/** The two categories that the values named in the cases belong to most often. */
function categoriesOf(task: Task, lexicon: Lexicon): string[] {
  const values = textsOf(task, "case").flatMap((text) =>
    lexicon.mentions(/^Query: (.*)$/m.exec(text)?.[1] ?? "")
  );
  return [...Map.groupBy(values, ({ category }) => category)]
    .sort(([x, m], [y, n]) => n.length - m.length || (x < y ? -1 : 1))
    .slice(0, 2).map(([category]) => category);
}

function fresh(ids: readonly string[]): string {
  let n = 1;
  while (ids.includes(`between_${n}`)) n++;
  return `between_${n}`;
}
