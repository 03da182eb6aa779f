import { join } from "node:path";
import type { Figure } from "../figures/render.ts";
import type { LackingFigure, ReportSection } from "../figures/report_page.ts";
import { toCsv } from "../published/write_csv.ts";
import { toParquet } from "../published/write_parquet.ts";
import type { ReproduceInput } from "./reproduce_step.ts";
import { STEPS } from "./reproduce_steps.ts";

/** The parts of a report that were made, and those that the input has no data for. */
export interface MadeSections {
  readonly sections: readonly ReportSection[];
  readonly lacking: readonly LackingFigure[];
}

/**
 * Makes every part that the input is enough for: its tables and figures as files in a folder, and its sections.
 *
 * @param folder An empty folder; `tables` and `figures` are made in it.
 * @param signal Stops it: between two parts or two files, and in the midst of what takes long.
 */
export async function makeAll(
  input: ReproduceInput,
  folder: string,
  { say = () => {}, signal }: {
    readonly say?: (line: string) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<MadeSections> {
  await Deno.mkdir(join(folder, "tables"));
  await Deno.mkdir(join(folder, "figures"));
  const sections: ReportSection[] = [];
  const lacking: LackingFigure[] = [];
  for (const step of STEPS) {
    signal?.throwIfAborted();
    const why = step.lacks(input);
    if (why !== null) {
      const names = step.figures.length > 0 ? step.figures : [step.title.toLowerCase()];
      lacking.push(...names.map((name) => ({ name, why })));
      continue;
    }
    const { tables, figures, text = [] } = await step.make(input, signal);
    for (const [name, made] of tables) {
      signal?.throwIfAborted();
      await Deno.writeTextFile(join(folder, "tables", `${name}.csv`), toCsv(made));
      await Deno.writeFile(join(folder, "tables", `${name}.parquet`), toParquet(made));
    }
    for (const figure of figures) {
      signal?.throwIfAborted();
      await writeFigure(figure, folder);
    }
    sections.push({
      title: step.title,
      figures,
      text: [...text, `Tables: ${tables.map(([name]) => `tables/${name}.csv`).join(", ")}.`],
    });
    say(`made ${step.title.toLowerCase()}`);
  }
  return { sections, lacking };
}

async function writeFigure(figure: Figure, folder: string): Promise<void> {
  await Deno.writeTextFile(join(folder, "figures", `${figure.name}.svg`), figure.svg());
  await Deno.writeFile(join(folder, "figures", `${figure.name}.png`), await figure.png());
}
