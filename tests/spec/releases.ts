import { parseSpec } from "../../lib/spec/parse.ts";
import type { Spec } from "../../lib/spec/clause.ts";

/** Where the four real releases lie, beside the repository. */
const FOLDER = new URL("../../../shared/data/specs/", import.meta.url);

export const RELEASES = ["2025-02-12", "2025-04-11", "2025-09-12", "2025-12-18"] as const;
export type Release = typeof RELEASES[number];

export function releaseUrl(release: Release): URL {
  return new URL(`openai-model-spec-${release}.md`, FOLDER);
}

/** True where the releases are not there; a test that needs them says so by its name. */
export const NO_RELEASES: boolean = !exists(releaseUrl("2025-12-18"));

export function readRelease(release: Release): Spec {
  return parseSpec(Deno.readFileSync(releaseUrl(release)), { file: `model-spec-${release}.md` });
}

function exists(url: URL): boolean {
  try {
    return Deno.statSync(url).isFile;
  } catch {
    return false;
  }
}
