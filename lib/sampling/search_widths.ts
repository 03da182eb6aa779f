import type { KCenterInput } from "./k_center_input.ts";
import type { KCenterTuning } from "./k_center_reports.ts";
import type { Job } from "./kernel/layout.ts";
import type { SearchMemory } from "./kernel/search_memory.ts";
import type { Leads } from "./leads.ts";
import type { SearchWork } from "./search_work.ts";
import { bestWidth } from "./width_plan.ts";

/** Estimated nanoseconds of work before the first look for a better width, and by how much it must grow for another. */
const FIRST_LOOK = 1.5e9, GROWTH = 1.2;

/** What {@linkcode SearchWidths} works with. */
export interface WidthParts {
  readonly input: Pick<KCenterInput, "rows" | "threshold">;
  readonly tuning: KCenterTuning;
  readonly memory: SearchMemory;
  readonly job: Job;
  readonly leads: Leads;
  readonly work: SearchWork;
}

/** How many leading coordinates a search compares: what pays, looked at anew as the work grows. */
export class SearchWidths {
  #nextLook = FIRST_LOOK;

  constructor(readonly parts: WidthParts) {}

  /** Takes the width to begin with. */
  async begin(left: Uint32Array): Promise<void> {
    const { tuning: { width }, leads, memory, job } = this.parts;
    if (width !== undefined) await this.#use(leads.allowed ? width : 0);
    else if (!memory.wholeRows || job.centers > 1000) await this.#look(left, Infinity);
    else if (leads.allowed) await this.#use(job.stride);
  }

  /** Looks for a better width whenever the work done has grown by a fifth. */
  async review(left: Uint32Array): Promise<void> {
    const { work, job } = this.parts;
    if (work.spent < this.#nextLook) return;
    // As many pairs as so far, unless the selection is nearly at its end.
    await this.#look(left, work.pairs * Math.min(1, job.limit / job.centers - 1));
  }

  async #look(left: Uint32Array, pairs: number): Promise<void> {
    const { input, tuning, memory, job, leads, work } = this.parts;
    if (tuning.width !== undefined || memory.largestWidth === 0 || !leads.allowed) return;
    this.#nextLook = Math.max(GROWTH * work.spent, FIRST_LOOK);
    // Rows that were looked at and not chosen, or any where the search begins.
    const next = memory.slots.subarray(0, job.count).filter((row) => memory.squared[row]! > 0);
    const choices = leads.choices(next.length > 0 ? next : left, input.threshold);
    const best = bestWidth(choices, {
      current: job.width,
      pairs,
      rows: input.rows,
      dimensions: job.dimensions,
      depth: memory.largestWidth,
      projected: leads.projected,
      onDisk: memory.onDisk,
    });
    if (best !== job.width) await this.#use(best);
  }

  async #use(width: number): Promise<void> {
    this.parts.work.widths.push(width);
    await this.parts.leads.use(width);
  }
}
