import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RateController, type Ticket } from "../../lib/querying/rate_controller.ts";

Deno.test("RateController doubles each round until the first refusal, then adds one a round", () => {
  const rate = new RateController({ start: 4, ceiling: 100 }, 0);
  const round = (now: number, refused = false) => {
    const tickets: Ticket[] = [];
    while (rate.wait(now, "m", 1) === 0) tickets.push(rate.sent(now, "m", 1));
    for (const ticket of tickets) {
      if (refused) rate.limited(now + 1, ticket, undefined, 0);
      else rate.succeeded(now + 1, ticket);
    }
    return tickets.length;
  };
  assertEquals([round(0), round(2), round(4)], [4, 8, 16]);
  // 32 refusals of one round halve the limit once.
  assertEquals(round(6, true), 32);
  assertEquals([round(8), round(10), round(12)], [16, 16, 17]);
});

Deno.test("RateController sends nothing before a Retry-After is over, however long", () => {
  const rate = new RateController({ start: 8, ceiling: 8 }, 0);
  rate.limited(1000, rate.sent(0, "m", 1), undefined, 3_600_000);
  assertEquals(rate.wait(1000, "m", 1), 3_600_000);
  assertEquals(rate.wait(3_601_000, "m", 1), 0);
  assertEquals(rate.state(1000), { inFlight: 0, limit: 4, pausedSeconds: 3600 });
});

Deno.test("RateController pauses twice as long at each refusal without a Retry-After, up to 30 s", () => {
  const rate = new RateController({ start: 8, ceiling: 8 }, 0);
  const pauses: number[] = [];
  let now = 0;
  for (let i = 0; i < 8; i++) {
    rate.limited(now, rate.sent(now, "m", 1));
    pauses.push(rate.wait(now, "m", 1));
    now += pauses.at(-1)!;
  }
  assertEquals(pauses, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

Deno.test("RateController recovers by itself to its ceiling", () => {
  const rate = new RateController({ start: 32, ceiling: 32 }, 0);
  let now = 0;
  for (let i = 0; i < 20; i++) {
    rate.limited(now, rate.sent(now, "m", 1), undefined, 1);
    now += 2;
  }
  assertEquals(rate.state(now).limit, 1);
  for (let i = 0; i < 40; i++, now++) {
    const tickets: Ticket[] = [];
    while (rate.wait(now, "m", 1) === 0) tickets.push(rate.sent(now, "m", 1));
    for (const ticket of tickets) rate.succeeded(now, ticket);
  }
  assertEquals(rate.state(now).limit, 32);
});

Deno.test("RateController holds back only the model whose allowance is used up", () => {
  const rate = new RateController({ start: 8, ceiling: 8 }, 0);
  const requests = { limit: 60, remaining: 0, reset: 60_000 };
  rate.succeeded(0, rate.sent(0, "slow", 1), { requests, tokens: null });
  assertEquals(rate.wait(0, "slow", 1), 1000);
  assertEquals(rate.wait(0, "fast", 1), 0);
});

Deno.test("RateController never has more in flight than its ceiling, nor sends more a minute than allowed", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 2, max: 300 }),
    fc.array(fc.record({ step: fc.nat(5000), end: fc.constantFrom("ok", "no", "err") }), {
      minLength: 50,
      maxLength: 300,
    }),
    (ceiling, requestsPerMinute, events) => {
      const rate = new RateController({ start: ceiling, ceiling, requestsPerMinute }, 0);
      const open: Ticket[] = [];
      const sent: number[] = [];
      let now = 0;
      for (const { step, end } of events) {
        now += step;
        while (rate.wait(now, "m", 1) === 0) {
          open.push(rate.sent(now, "m", 1));
          sent.push(now);
        }
        assert(open.length <= ceiling);
        assertEquals(rate.state(now).inFlight, open.length);
        const ticket = open.shift();
        if (!ticket) continue;
        if (end === "ok") rate.succeeded(now, ticket);
        else if (end === "no") rate.limited(now, ticket);
        else rate.failed(now, ticket);
      }
      for (let i = 0; i < sent.length; i++) {
        const within = sent.filter((t) => t >= sent[i]! && t < sent[i]! + 60_000).length;
        assert(within <= requestsPerMinute, `${within} in a minute of ${requestsPerMinute}`);
      }
    },
  ));
});

Deno.test("RateController paces by tokens, and gives back what was not used", () => {
  const rate = new RateController({ start: 100, ceiling: 100, tokensPerMinute: 60_000 }, 0);
  const ticket = rate.sent(0, "m", 3000);
  assert(rate.wait(0, "m", 3000) > 0);
  rate.succeeded(0, ticket, undefined, 0);
  assertEquals(rate.wait(0, "m", 3000), 0);
});
