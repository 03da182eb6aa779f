import { topCandidates } from "./candidates.ts";
import type { KCenterInput } from "./k_center_input.ts";
import type { KCenterResult } from "./k_center_plain.ts";
import { fingerprintOf, type KCenterCheckpoint } from "./k_center_checkpoint.ts";
import { Crew } from "./kernel/crew.ts";
import { compileKernel } from "./kernel/kernel.ts";
import type { Job } from "./kernel/layout.ts";
import { layRows, type RowFile } from "./kernel/row_file.ts";
import { SearchMemory } from "./kernel/search_memory.ts";
import { Leads } from "./leads.ts";
import type { Shared } from "./kernel/tasks.ts";
import type { KCenterProgress, KCenterReports, KCenterTuning } from "./k_center_reports.ts";
import { bestWidth, depthCost, exactCost, lastCost, tileCost } from "./width_plan.ts";

/** Exact greedy k-center on leading coordinates, lazily and in rounds: see K_CENTER.md. */
export async function searchKCenter(
  source: Float32Array | RowFile,
  input: KCenterInput,
  tuning: KCenterTuning = {},
  reports: KCenterReports = {},
): Promise<KCenterResult> {
  await using search = await Search.start(source, input, tuning, reports);
  return await search.run();
}

class Search implements AsyncDisposable {
  readonly #input: KCenterInput;
  readonly #tuning: KCenterTuning;
  readonly #reports: KCenterReports;
  readonly #memory: SearchMemory;
  readonly #crew: Crew;
  readonly #leads: Leads;
  readonly #job: Job;
  readonly #active: Uint32Array;
  #activeCount: number;
  #fingerprint = "";
  /** Estimated nanoseconds of one thread so far, and at which to look for a better width. */
  #spent = 0;
  #nextPlan = 1.5e9;
  #work = {
    rounds: 0,
    pairs: 0,
    compared: 0,
    measured: 0,
    multiplyAdds: 0,
    widths: [0],
    milliseconds: { "set up": 0, refresh: 0, pick: 0, select: 0, widths: 0 },
  };

  private constructor(
    input: KCenterInput,
    tuning: KCenterTuning,
    reports: KCenterReports,
    memory: SearchMemory,
    crew: Crew,
    leads: Leads,
  ) {
    this.#input = input;
    this.#tuning = tuning;
    this.#reports = reports;
    this.#memory = memory;
    this.#crew = crew;
    this.#leads = leads;
    this.#job = crew.here.job;
    this.#active = Uint32Array.from({ length: input.rows }, (_, row) => row);
    this.#activeCount = input.rows;
  }

  static async start(
    source: Float32Array | RowFile,
    input: KCenterInput,
    tuning: KCenterTuning,
    reports: KCenterReports,
  ): Promise<Search> {
    const started = performance.now();
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
    const leads = new Leads(memory, crew, file);
    const search = new Search(input, tuning, reports, memory, crew, leads);
    try {
      await search.#setUp(source);
    } catch (error) {
      await search[Symbol.asyncDispose]();
      throw error;
    }
    search.#work.milliseconds["set up"] = performance.now() - started;
    return search;
  }

  async run(): Promise<KCenterResult> {
    const { signal, onProgress, onCheckpoint, checkpointEvery = 60_000 } = this.#reports;
    const job = this.#job;
    const clock = this.#work.milliseconds;
    const largest = this.#tuning.batch ?? 2048;
    const smallest = Math.min(Math.max(64, Math.min(this.#input.rows >> 5, 1024)), largest);
    let batch = smallest;
    let [reported, saved, yielded] = Array(3).fill(performance.now()) as [number, number, number];
    let ended = job.centers >= job.limit || !(await this.#firstWidth());
    while (!ended) {
      const start = performance.now();
      if (start - yielded > 50) {
        // Lets timers and events of the caller run where no worker is waited for.
        await new Promise((resolve) => setTimeout(resolve));
        yielded = start;
      }
      if (signal?.aborted) {
        onCheckpoint?.(this.#checkpoint());
        signal.throwIfAborted();
      }
      if (!this.#select(batch)) break;
      const selected = performance.now();
      clock.select += selected - start;
      await this.#refresh();
      const refreshed = performance.now();
      clock.refresh += refreshed - selected;
      const before = job.centers;
      ended = this.#pick();
      const now = performance.now();
      clock.pick += now - refreshed;
      const picked = job.centers - before;
      if (picked === 0 || picked * 4 > batch) batch = Math.min(2 * batch, largest);
      else if (picked * 16 < batch) batch = Math.max(batch >> 1, smallest);
      if (onProgress && now - reported > 100) {
        reported = now;
        onProgress(this.#progress());
      }
      if (onCheckpoint && now - saved > checkpointEvery) {
        saved = now;
        onCheckpoint(this.#checkpoint());
      }
      await this.#plan();
      clock.widths += performance.now() - now;
    }
    onProgress?.(this.#progress());
    this.#reports.onWork?.(this.#work);
    return {
      order: this.#memory.order.slice(0, job.centers),
      radii: this.#memory.radii.slice(0, job.centers - 1),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leads[Symbol.dispose]();
    await this.#crew[Symbol.asyncDispose]();
  }

  async #setUp(source: Float32Array | RowFile): Promise<void> {
    const { rows, dimensions, first, weights } = this.#input;
    const memory = this.#memory;
    const job = this.#job;
    if (source instanceof Float32Array) {
      layRows(source, dimensions, memory.rowsAt(0, rows), job.stride);
    } else if (job.rows !== 0) {
      await this.#crew.run("load");
    }
    if (weights) memory.weights!.set(weights);
    memory.firstRowNumbers.set(this.#leads.row(first));
    memory.halves.fill(Infinity);
    this.#leads.allow((await this.#crew.run("measure")).longest);
    this.#fingerprint = await fingerprintOf(this.#input, memory.squared);
    memory.order[0] = first;
    memory.values[first] = 0;
    job.centers = 1;
    const { resume } = this.#reports;
    if (resume) {
      if (resume.fingerprint !== this.#fingerprint) {
        throw new RangeError(
          "Expected a checkpoint of the same rows, weights and first row but found one of others",
        );
      }
      this.#resume(resume);
    }
  }

  #resume({ order, radii, squared, seen }: KCenterCheckpoint): void {
    const { limit, threshold, weights } = this.#input;
    const memory = this.#memory;
    // The new selection may stop earlier than the one that is continued.
    let chosen = Math.min(order.length, limit);
    const end = radii.findIndex((radius) => radius <= threshold);
    if (end >= 0) chosen = Math.min(chosen, end + 1);
    memory.order.set(order.subarray(0, chosen));
    memory.radii.set(radii.subarray(0, chosen - 1));
    this.#job.centers = chosen;
    if (chosen < order.length) {
      // Distances may already count centers that are not chosen here; the radii end the search or the
      // limit does, so they are not needed.
      this.#job.limit = chosen;
      return;
    }
    memory.squared.set(squared);
    memory.seen.set(seen);
    squared.forEach((s, row) => {
      memory.values[row] = (weights ? weights[row]! : 1) * Math.sqrt(s);
    });
  }

  #select(batch: number): boolean {
    const { values, seen, slots } = this.#memory;
    const { threshold } = this.#input;
    const job = this.#job;
    const active = this.#active;
    let kept = 0;
    for (let i = 0; i < this.#activeCount; i++) {
      const row = active[i]!;
      if (values[row]! > threshold) active[kept++] = row;
    }
    this.#activeCount = kept;
    if (kept === 0) return false;
    const { rows, floorValue, floorIndex } = topCandidates(values, active, kept, batch);
    rows.sort((a, b) => seen[a]! - seen[b]! || a - b);
    slots.set(rows);
    job.count = rows.length;
    job.floorValue = floorValue;
    job.floorIndex = floorIndex;
    return true;
  }

  async #refresh(): Promise<void> {
    const { slots, seen } = this.#memory;
    const job = this.#job;
    let stale = 0;
    for (let slot = 0; slot < job.count; slot++) stale += job.centers - seen[slots[slot]!]!;
    this.#work.rounds++;
    if (stale === 0) return;
    const cost = job.width === 0 ? exactCost(job.dimensions) : 0.08 * job.width;
    this.#count(await this.#crew.run("refresh", stale * cost < 2e5));
  }

  #pick(): boolean {
    const job = this.#job;
    job.pairs = job.compared = job.measured = 0;
    const ended = this.#crew.here.kernel.pick(this.#memory.job, this.#memory.pickScratch) === 1;
    this.#count(job);
    return ended;
  }

  #count({ pairs, compared, measured }: Pick<Job, "pairs" | "compared" | "measured">): void {
    const { width, depth } = this.#job;
    this.#work.pairs += pairs;
    this.#work.compared += compared;
    this.#work.measured += measured;
    this.#work.multiplyAdds += pairs * width + (depth > width ? compared * depth : 0);
    this.#spent += pairs * width * tileCost +
      measured * lastCost(this.#job.dimensions, this.#memory.onDisk) +
      (depth > width ? compared * depthCost(depth) : 0);
  }

  #progress(): KCenterProgress {
    const { centers, limit } = this.#job;
    return { chosen: centers, limit, radius: this.#memory.radii[centers - 2] ?? Infinity };
  }

  #checkpoint(): KCenterCheckpoint {
    const { order, radii, squared, seen } = this.#memory;
    const { centers } = this.#job;
    return {
      fingerprint: this.#fingerprint,
      order: order.slice(0, centers),
      radii: radii.slice(0, centers - 1),
      squared: squared.slice(),
      seen: seen.slice(),
    };
  }

  /** The width to begin with; false where there is nothing left to choose. */
  async #firstWidth(): Promise<boolean> {
    const { width } = this.#tuning;
    if (width !== undefined) await this.#use(this.#leads.allowed ? width : 0);
    else if (!this.#memory.wholeRows || this.#job.centers > 1000) await this.#plan(true);
    else if (this.#leads.allowed) await this.#use(this.#job.stride);
    return this.#select(Math.min(64, this.#tuning.batch ?? 64));
  }

  /** Looks for a better width whenever the work done has grown by a fifth. */
  async #plan(now = false): Promise<void> {
    if (this.#tuning.width !== undefined || this.#memory.largestWidth === 0) return;
    if (!this.#leads.allowed) return;
    if (!now && this.#spent < this.#nextPlan) return;
    this.#nextPlan = Math.max(1.2 * this.#spent, 1.5e9);
    const { squared, slots } = this.#memory;
    const { count, centers, limit } = this.#job;
    // Rows that were looked at and not chosen, or any where the search begins.
    const next = slots.subarray(0, count).filter((row) => squared[row]! > 0);
    const choices = this.#leads.choices(
      next.length > 0 ? next : this.#active.subarray(0, this.#activeCount),
      this.#input.threshold,
    );
    const { pairs } = this.#work;
    const best = bestWidth(choices, {
      current: this.#job.width,
      // As many as so far, unless the selection is nearly at its end.
      pairs: now ? Infinity : pairs * Math.min(1, limit / centers - 1),
      rows: this.#input.rows,
      dimensions: this.#job.dimensions,
      depth: this.#memory.largestWidth,
      projected: this.#leads.projected,
      onDisk: this.#memory.onDisk,
    });
    if (best !== this.#job.width) await this.#use(best);
  }

  async #use(width: number): Promise<void> {
    this.#work.widths.push(width);
    await this.#leads.use(width);
  }
}
