/** What was measured of one program. */
export interface Row {
  readonly name: string;
  /** What it is beside the others; `plain` is Faultline without the V8 flags of its task. */
  readonly kind: "bare" | "faultline" | "plain" | "peer";
  readonly calls: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

const rate = ({ calls, seconds }: Row) => calls / seconds;

function oursOf(rows: readonly Row[]): Row {
  const ours = rows.find(({ kind }) => kind === "faultline");
  if (!ours) throw new Error("Expected a row of Faultline but found none");
  return ours;
}

/** The table in Markdown, with ratios to Faultline. */
export function tableOf(rows: readonly Row[]): string {
  const ours = oursOf(rows);
  return [
    "| | calls/s | seconds | peak MiB | Faultline's calls/s as a multiple | Faultline's memory as a share |",
    "|---|---|---|---|---|---|",
    ...rows.map((row) =>
      `| ${row.name} | ${rate(row).toFixed(0)} | ${row.seconds.toFixed(1)} | ${
        row.peakMiB.toFixed(0)
      } | ${(rate(ours) / rate(row)).toFixed(2)} | ${(ours.peakMiB / row.peakMiB).toFixed(2)} |`
    ),
  ].join("\n");
}

/** The aims, each with what was measured; those beside the peers where these were measured. */
export function aimsOf(rows: readonly Row[]): string {
  const ours = oursOf(rows);
  const bare = rows.find(({ kind }) => kind === "bare");
  const peers = rows.filter(({ kind }) => kind === "peer");
  const line = (aim: string, met: boolean, found: string) =>
    `- ${aim}: ${met ? "met" : "not met"} (${found}).`;
  const lines: string[] = [];
  if (peers.length > 0) {
    const fastest = peers.reduce((best, peer) => rate(peer) > rate(best) ? peer : best);
    const shares = peers.map((peer) =>
      `${(ours.peakMiB / peer.peakMiB).toFixed(2)} of ${peer.name}`
    );
    lines.push(
      line(
        "At least 3 times the calls per second of the faster peer",
        rate(ours) >= 3 * rate(fastest),
        `${(rate(ours) / rate(fastest)).toFixed(1)} times ${fastest.name}`,
      ),
      line(
        "At most a third of the faster peer's memory",
        ours.peakMiB <= fastest.peakMiB / 3,
        shares.join(", "),
      ),
    );
  }
  if (bare) {
    const share = rate(ours) / rate(bare);
    lines.push(
      line(
        "Within 20 % of the bare SDK's calls per second",
        share >= 0.8,
        `${(100 * share).toFixed(0)} % of its rate`,
      ),
    );
  }
  return lines.join("\n");
}
