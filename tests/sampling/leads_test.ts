import { assert, assertEquals } from "@std/assert";
import { squaredDistance } from "../../lib/sampling/squared_distance.ts";
import { kCenterInput } from "../../lib/sampling/k_center_input.ts";
import { Crew } from "../../lib/sampling/kernel/crew.ts";
import { SearchMemory } from "../../lib/sampling/kernel/search_memory.ts";
import { layRows } from "../../lib/sampling/kernel/row_file.ts";
import { Leads } from "../../lib/sampling/leads.ts";
import { clusteredRows } from "../bench/sampling_data.ts";
import { sharedOf } from "./kernel/shared_of.ts";

const count = 600;
const { rows, dimensions } = clusteredRows(count, 96, 8);

async function withLeads(run: (leads: Leads, memory: SearchMemory, crew: Crew) => Promise<void>) {
  const input = kCenterInput(count, dimensions);
  const memory = new SearchMemory(input, {}, 1, false);
  memory.describe(input);
  await using crew = await Crew.start(await sharedOf(memory, count), memory.own);
  layRows(rows, dimensions, memory.rowsAt(0, count), crew.here.job.stride);
  using leads = new Leads(memory, crew, undefined);
  leads.allow((await crew.run("measure")).longest);
  await run(leads, memory, crew);
}

Deno.test("Leads bounds every distance from below, up to the slack that it states", () =>
  withLeads(async (leads, memory, crew) => {
    await leads.use(16);
    const { job } = crew.here;
    const { scale, stretch, slack, depth, longest } = job;
    const lead = new Float32Array(memory.memory.buffer, job.leads, count * depth);
    const lengths = Float64Array.from(
      { length: count },
      (_, i) => lead.subarray(i * depth, (i + 1) * depth).reduce((sum, x) => sum + x * x, 0),
    );
    assert(lengths.every((length) => length <= longest));
    let tightest = 0;
    for (let i = 0; i < count; i += 7) {
      for (let c = 0; c < count; c += 3) {
        let sum = 0;
        for (let k = 0; k < depth; k++) sum += (lead[i * depth + k]! - lead[c * depth + k]!) ** 2;
        const squared = squaredDistance(rows, i * dimensions, rows, c * dimensions, dimensions);
        assert(Math.sqrt(sum) <= scale * stretch * Math.sqrt(squared) + slack);
        if (i !== c) tightest = Math.max(tightest, Math.sqrt(sum) / (scale * Math.sqrt(squared)));
      }
    }
    assert(tightest > 0.8 && slack < 1e-3);
  }));

Deno.test("Leads.choices() leaves over fewer pairs the more coordinates are used", () =>
  withLeads((leads, memory, crew) => {
    crew.here.job.centers = 100;
    memory.order.set(Uint32Array.from({ length: 100 }, (_, i) => i * 6));
    memory.squared.fill(0.16);
    const choices = leads.choices(Uint32Array.from({ length: 100 }, (_, i) => i * 6 + 1), 0);
    const byLeads = choices.filter(({ width }) => width > 0 && width < dimensions);
    assert(byLeads.length > 2);
    byLeads.forEach(({ compared, measured }, i) => {
      assert(compared >= measured && compared <= (byLeads[i - 1]?.compared ?? 1));
    });
    assert(byLeads.at(-1)!.compared < 0.5);
    assertEquals(choices.at(-1)!.width, dimensions);
    return Promise.resolve();
  }));

Deno.test("Leads allows no float32 bounds for rows of extreme norm", () =>
  withLeads((leads, _, crew) => {
    assert(leads.allowed && crew.here.job.rowHalves !== 0);
    leads.allow(1e30);
    assert(!leads.allowed);
    assertEquals(crew.here.job.rowHalves, 0);
    return Promise.resolve();
  }));
