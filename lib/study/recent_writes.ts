import { sizeOf, type Write } from "./store.ts";

/** Bytes and number of writes that are kept at most. */
const MOST_BYTES = 8 * 2 ** 20, MOST = 20_000;

/**
 * The last writes that were acknowledged, to be sent once more to a server that took over and may lack them. Kept are
 * those with the same effect when they are written twice: answers, vectors, what answers cost, and notes.
 */
export class RecentWrites {
  #writes: Write[] = [];
  #bytes = 0;

  /** Adds what was just committed; the oldest go. */
  add(writes: readonly Write[]): void {
    for (const write of writes.flatMap(repeatable)) {
      this.#writes.push(write);
      this.#bytes += sizeOf(write);
    }
    let gone = 0;
    while (this.#writes.length - gone > MOST || this.#bytes > MOST_BYTES) {
      this.#bytes -= sizeOf(this.#writes[gone++]!);
    }
    this.#writes.splice(0, gone);
  }

  /** All that are kept, in their order. */
  get all(): readonly Write[] {
    return this.#writes;
  }
}

function repeatable(write: Write): Write[] {
  switch (write.kind) {
    case "append": {
      const { completion, content } = write;
      // The content holds messages and body.
      const call = { ...completion.call, messages: [] };
      return [{ kind: "append", completion: { ...completion, call, body: "" }, content }];
    }
    case "embed":
      return write.vectors.length > 0 ? [{ ...write, charge: undefined }] : [];
    case "charge":
    case "note":
      return [write];
    case "fail":
    case "waste":
      return [];
  }
}
