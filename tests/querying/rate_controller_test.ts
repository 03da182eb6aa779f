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
    now += rate.wait(now, "m", 1);
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

/** One round: sends what may go, ends it so, and moves on to when the next may go. */
function rounds(rate: RateController, from = 0) {
  const state = { now: from };
  const round = (end: (now: number, ticket: Ticket) => void) => {
    const tickets: Ticket[] = [];
    while (rate.wait(state.now, "m", 1) === 0) tickets.push(rate.sent(state.now, "m", 1));
    state.now += 10;
    for (const ticket of tickets) end(state.now, ticket);
    state.now += rate.wait(state.now, "m", 1);
    return tickets.length;
  };
  return { round, state };
}

Deno.test("RateController is back at half its limit soon after an hour of refusals, then goes on by one a round", () => {
  const rate = new RateController({ start: 128, ceiling: 256 }, 0);
  const { round, state } = rounds(rate);
  let tries = 0;
  while (state.now < 3_600_000) {
    tries += round((now, ticket) => rate.limited(now, ticket, undefined, 20));
  }
  // Whoever tells to come back in 20 ms for an hour is not believed.
  assert(tries < 128 + 64 + 32 + 16 + 8 + 4 + 2 + 130, `${tries} tries`);
  const sizes = Array.from(
    { length: 10 },
    () => round((now, ticket) => rate.succeeded(now, ticket)),
  );
  assertEquals(sizes, [1, 2, 4, 8, 16, 32, 64, 64, 65, 66]);
});

Deno.test("RateController obeys each Retry-After exactly where an answer came before it", () => {
  const rate = new RateController({ start: 4, ceiling: 4 }, 0);
  for (let now = 0; now < 1000; now += 100) {
    rate.limited(now, rate.sent(now, "m", 1), undefined, 20);
    assertEquals(rate.wait(now, "m", 1), 20);
    rate.succeeded(now + 20, rate.sent(now + 20, "m", 1));
  }
});

Deno.test("RateController lets one request at a time try a provider that cannot be reached, until it answers", () => {
  const rate = new RateController({ start: 64, ceiling: 64 }, 0);
  const { round, state } = rounds(rate);
  const gone = (now: number, ticket: Ticket) => rate.faulted(now, ticket, true);
  assertEquals([round(gone), rate.probes, rate.reached], [64, 1, false]);
  const began = state.now;
  for (let i = 2; i <= 20; i++) assertEquals([round(gone), rate.probes], [1, i]);
  assert(state.now - began > 13 * 30_000, "pauses of half a minute");
  assertEquals(rate.state(state.now - 1000).pausedSeconds, 1);
  // An error is a sign of life.
  round((now, ticket) => rate.failed(now, ticket));
  assertEquals([rate.probes, rate.reached], [0, true]);
  const sizes = Array.from(
    { length: 7 },
    () => round((now, ticket) => rate.succeeded(now, ticket)),
  );
  assertEquals(sizes, [1, 2, 4, 8, 16, 32, 32]);
});

Deno.test("RateController takes 16 faults in a row for an outage, and fewer, or with answers between, for none", () => {
  const rate = new RateController({ start: 64, ceiling: 64 }, 0);
  for (let i = 0; i < 100; i++) {
    for (let k = 0; k < 15; k++) rate.faulted(0, rate.sent(0, "m", 1), false);
    rate.succeeded(0, rate.sent(0, "m", 1));
  }
  assertEquals([rate.probes, rate.wait(0, "m", 1)], [0, 0]);
  for (let k = 0; k < 16; k++) rate.faulted(0, rate.sent(0, "m", 1), false);
  assertEquals([rate.probes, rate.wait(0, "m", 1), rate.state(0).limit], [1, 500, 1]);
  let now = 0;
  for (let k = 0; k < 9; k++) {
    now += rate.wait(now, "m", 1);
    rate.faulted(now, rate.sent(now, "m", 1), false);
  }
  assertEquals([rate.probes, rate.wait(now, "m", 1)], [10, 8000]);
});

Deno.test("RateController leaves faults of a provider that never answered to the patience of each call", () => {
  const rate = new RateController({ start: 64, ceiling: 64 }, 0);
  for (let k = 0; k < 100; k++) rate.faulted(0, rate.sent(0, "m", 1), false);
  assertEquals([rate.probes, rate.wait(0, "m", 1)], [0, 0]);
});

Deno.test("RateController keeps within the tokens of a minute though outputs are known only afterwards", () => {
  const tokensPerMinute = 60_000;
  const rate = new RateController({ start: 200, ceiling: 200, tokensPerMinute }, 0);
  const open: Ticket[] = [];
  const used: { at: number; tokens: number }[] = [];
  // 100 tokens in and 900 out, 8 seconds each: 60 answers a minute.
  for (let now = 0; now < 600_000; now += 50) {
    while (open[0] && open[0].sentAt <= now - 8000) {
      used.push({ at: open[0].sentAt, tokens: 1000 });
      rate.succeeded(now, open.shift()!, undefined, 1000);
    }
    while (rate.wait(now, "m", 100) === 0) open.push(rate.sent(now, "m", 100));
  }
  const within = (from: number) =>
    used.filter(({ at }) => at >= from && at < from + 60_000)
      .reduce((sum, { tokens }) => sum + tokens, 0);
  // What went before the first answer had to be guessed.
  const minutes = used.filter(({ at }) => at > 120_000 && at < 500_000).map(({ at }) => within(at));
  const most = Math.max(...minutes);
  assert(most <= tokensPerMinute, `${most} tokens in a minute of ${tokensPerMinute}`);
  assert(Math.min(...minutes) > 0.8 * tokensPerMinute, `${Math.min(...minutes)}`);
});

Deno.test("RateController.state() tells of a pause where all models that wait are held back by allowances", () => {
  const rate = new RateController({ start: 8, ceiling: 8 }, 0);
  const none = { limit: 60, remaining: 0, reset: 60_000 };
  rate.succeeded(0, rate.sent(0, "slow", 1), { requests: none, tokens: null });
  assertEquals(rate.state(0, ["slow"]).pausedSeconds, 1);
  assertEquals(rate.state(0, ["slow", "fast"]).pausedSeconds, 0);
  assertEquals(rate.state(0).pausedSeconds, 0);
});
