import { z } from "zod";

/**
 * A count of tokens in a usage. A usage without its counts tells nothing, which is not that nothing was used; and one
 * that cannot be read is no reason to lose the text beside it.
 */
export const tokenCount = z.number().min(0);
