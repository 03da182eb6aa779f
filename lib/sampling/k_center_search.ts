import { ActiveRows } from "./active_rows.ts";
import { fingerprintOf } from "./k_center_checkpoint.ts";
import type { KCenterInput } from "./k_center_input.ts";
import type { KCenterResult } from "./k_center_plain.ts";
import type { KCenterReports, KCenterTuning } from "./k_center_reports.ts";
import { Crew } from "./kernel/crew.ts";
import { compileKernel } from "./kernel/kernel.ts";
import type { Job } from "./kernel/layout.ts";
import { layRows, type RowFile } from "./kernel/row_file.ts";
import { SearchMemory } from "./kernel/search_memory.ts";
import type { Shared } from "./kernel/tasks.ts";
import { Leads } from "./leads.ts";
import { resumeSearch, takeCheckpoint } from "./search_checkpoint.ts";
import { SearchPace } from "./search_pace.ts";
import { SearchWidths } from "./search_widths.ts";
import { SearchWork } from "./search_work.ts";
import { exactCost } from "./width_plan.ts";

/** Exact greedy k-center on leading coordinates, lazily and in rounds: see K_CENTER.md. */
export async function searchKCenter(
  source: Float32Array | RowFile,
  input: KCenterInput,
  tuning: KCenterTuning = {},
  reports: KCenterReports = {},
): Promise<KCenterResult> {
  const started = performance.now();
  await using search = await Search.start(source, input, tuning);
  const fingerprint = await search.setUp(source);
  if (reports.resume) {
    resumeSearch(search.memory, search.job, input, fingerprint, reports.resume);
  }
  search.work.time("set up", started);
  const result = await search.run(
    new SearchPace(
      reports,
      () => search.progress(),
      () => takeCheckpoint(search.memory, search.job, fingerprint),
    ),
  );
  reports.onWork?.(search.work.report());
  return result;
}

/** Nanoseconds of work below which handing it out costs more. */
const SMALL = 2e5;

class Search implements AsyncDisposable {
  readonly memory: SearchMemory;
  readonly job: Job;
  readonly work: SearchWork;
  readonly #input: KCenterInput;
  readonly #tuning: KCenterTuning;
  readonly #crew: Crew;
  readonly #leads: Leads;
  readonly #active: ActiveRows;
  readonly #widths: SearchWidths;

  private constructor(
    input: KCenterInput,
    tuning: KCenterTuning,
    memory: SearchMemory,
    crew: Crew,
    leads: Leads,
  ) {
    this.#input = input;
    this.#tuning = tuning;
    this.memory = memory;
    this.#crew = crew;
    this.#leads = leads;
    const job = this.job = crew.here.job;
    const work = this.work = new SearchWork(memory.onDisk);
    this.#active = new ActiveRows(input.rows);
    this.#widths = new SearchWidths({ input, tuning, memory, job, leads, work });
  }

  /** Takes memory and threads. */
  static async start(
    source: Float32Array | RowFile,
    input: KCenterInput,
    tuning: KCenterTuning,
  ): Promise<Search> {
    const file = source instanceof Float32Array ? undefined : source;
    const workers = tuning.workers ?? Math.min(navigator.hardwareConcurrency, 8);
    const memory = new SearchMemory(input, tuning, workers + 1, file !== undefined);
    const shared: Shared = {
      module: await compileKernel(tuning.simd),
      memory: memory.memory,
      job: memory.job,
      rows: input.rows,
      counter: memory.counter,
      axes: memory.axes,
      zeros: memory.zeros,
      firstRow: memory.firstRow,
      ...(file && { file }),
    };
    memory.describe(input);
    const crew = await Crew.start(shared, memory.own);
    return new Search(input, tuning, memory, crew, new Leads(memory, crew, file));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leads[Symbol.dispose]();
    await this.#crew[Symbol.asyncDispose]();
  }

  /** Lays out the rows, measures them to the first one, and returns the fingerprint of the selection. */
  async setUp(source: Float32Array | RowFile): Promise<string> {
    const { rows, dimensions, first, weights } = this.#input;
    const { memory, job } = this;
    if (source instanceof Float32Array) {
      layRows(source, dimensions, memory.rowsAt(0, rows), job.stride);
    } else if (job.rows !== 0) {
      await this.#crew.run("load");
    }
    if (weights) memory.weights!.set(weights);
    memory.firstRowNumbers.set(this.#leads.row(first));
    memory.halves.fill(Infinity);
    this.#leads.allow((await this.#crew.run("measure")).longest);
    const fingerprint = await fingerprintOf(this.#input, memory.squared);
    memory.order[0] = first;
    memory.values[first] = 0;
    job.centers = 1;
    return fingerprint;
  }

  /** Rounds of candidates, refreshed and picked from, until the limit or the threshold is reached. */
  async run(pace: SearchPace): Promise<KCenterResult> {
    const { job, memory, work } = this;
    const largest = this.#tuning.batch ?? 2048;
    const smallest = Math.min(Math.max(64, Math.min(this.#input.rows >> 5, 1024)), largest);
    let size = smallest;
    let ended = job.centers >= job.limit;
    if (!ended) await this.#widths.begin(this.#active.left);
    while (!ended) {
      await pace.before();
      let at = performance.now();
      if (!this.#active.select(memory, job, this.#input.threshold, size)) break;
      at = work.time("select", at);
      await this.#refresh();
      at = work.time("refresh", at);
      const before = job.centers;
      ended = this.#pick();
      at = work.time("pick", at);
      const picked = job.centers - before;
      if (picked === 0 || picked * 4 > size) size = Math.min(2 * size, largest);
      else if (picked * 16 < size) size = Math.max(size >> 1, smallest);
      pace.after();
      await this.#widths.review(this.#active.left);
      work.time("widths", at);
    }
    pace.end();
    return {
      order: memory.order.slice(0, job.centers),
      radii: memory.radii.slice(0, job.centers - 1),
    };
  }

  /** How far it has come. */
  progress(): { chosen: number; limit: number; radius: number } {
    const { centers, limit } = this.job;
    return { chosen: centers, limit, radius: this.memory.radii[centers - 2] ?? Infinity };
  }

  /** Brings the candidates' values up to date with all that is chosen. */
  async #refresh(): Promise<void> {
    const { slots, seen } = this.memory;
    const { job, work } = this;
    let stale = 0;
    for (let slot = 0; slot < job.count; slot++) stale += job.centers - seen[slots[slot]!]!;
    work.rounds++;
    if (stale === 0) return;
    const cost = job.width === 0 ? exactCost(job.dimensions) : 0.08 * job.width;
    work.count(job, await this.#crew.run("refresh", stale * cost < SMALL));
  }

  /** Chooses candidates as long as none of the other rows can be better; true at the end of the selection. */
  #pick(): boolean {
    const { job, memory } = this;
    job.pairs = job.compared = job.measured = 0;
    const ended = this.#crew.here.kernel.pick(memory.job, memory.pickScratch) === 1;
    this.work.count(job, job);
    return ended;
  }
}
