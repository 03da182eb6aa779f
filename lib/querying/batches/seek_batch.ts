import { type BatchApi, BatchRefused, type Found, type SoughtBatch } from "./batch_api.ts";

/**
 * Looks for a batch that may have been submitted. An endpoint that cannot list its batches has none, as far as
 * anyone can tell.
 *
 * @throws {Error} If the provider cannot be asked now.
 */
export async function seekBatch(batches: BatchApi, sought: SoughtBatch): Promise<Found> {
  try {
    return await batches.find(sought);
  } catch (error) {
    if (error instanceof BatchRefused && error.unsupported) return "absent";
    throw error;
  }
}
