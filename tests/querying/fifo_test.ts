import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Fifo } from "../../lib/querying/fifo.ts";

Deno.test("Fifo behaves as an array that is shifted, whatever is done to it", () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ push: fc.integer({ min: 1, max: 1500 }) }) },
    { weight: 4, arbitrary: fc.record({ shift: fc.integer({ min: 1, max: 1500 }) }) },
    { weight: 1, arbitrary: fc.record({ leave: fc.integer({ min: 1, max: 5 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const queue = new Fifo<number>();
      let model: number[] = [];
      let next = 0;
      for (const one of steps) {
        if ("push" in one) {
          for (let i = 0; i < one.push; i++) {
            queue.push(next);
            model.push(next++);
          }
        } else if ("shift" in one) {
          const taken = Array.from({ length: one.shift }, () => queue.shift());
          const expected = model.splice(0, one.shift);
          assertEquals(taken.filter((item) => item !== undefined), expected);
        } else {
          const leaves = (item: number) => item % one.leave === 0;
          assertEquals(queue.takeWhere(leaves), model.filter(leaves));
          model = model.filter((item) => !leaves(item));
        }
        assertEquals([queue.size, queue.first, queue.last], [model.length, model[0], model.at(-1)]);
      }
    }),
    { numRuns: 50 },
  );
});
