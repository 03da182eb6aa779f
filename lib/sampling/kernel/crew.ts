import { type Outcome, type Own, type Shared, type Task, Tasks } from "./tasks.ts";

/** The threads of one selection: workers, and the calling thread for what is too small to hand out. */
export class Crew implements AsyncDisposable {
  readonly #workers: Worker[];
  readonly #counter: Int32Array;
  /** The calling thread's own part. */
  readonly here: Tasks;

  private constructor(here: Tasks, workers: Worker[], shared: Shared) {
    this.here = here;
    this.#workers = workers;
    this.#counter = new Int32Array(shared.memory.buffer, shared.counter, 1);
  }

  /**
   * Starts the threads.
   *
   * @param own The places of the calling thread, then those of one worker each.
   */
  static async start(shared: Shared, [own, ...others]: readonly [Own, ...Own[]]): Promise<Crew> {
    const workers = others.map(() =>
      new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
    );
    const crew = new Crew(new Tasks(shared, own), workers, shared);
    try {
      await Promise.all(workers.map((worker, i) => ask(worker, { shared, own: others[i] })));
    } catch (error) {
      await crew[Symbol.asyncDispose]();
      throw error;
    }
    return crew;
  }

  /** Runs a task on all workers, or here if there are none or `small` says that handing out costs more. */
  async run(task: Task, small = false): Promise<Outcome> {
    Atomics.store(this.#counter, 0, 0);
    if (small || this.#workers.length === 0) return this.here.run(task);
    const outcomes = await Promise.all(
      this.#workers.map((worker) => ask(worker, task) as Promise<Outcome>),
    );
    return outcomes.reduce((a, b) => ({
      longest: Math.max(a.longest, b.longest),
      pairs: a.pairs + b.pairs,
      compared: a.compared + b.compared,
      measured: a.measured + b.measured,
    }));
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const worker of this.#workers) worker.terminate();
    this.here[Symbol.dispose]();
    return Promise.resolve();
  }
}

function ask(worker: Worker, message: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data?.error ? reject(data.error) : resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`A worker of the selection failed: ${event.message}`));
    };
    worker.postMessage(message);
  });
}
