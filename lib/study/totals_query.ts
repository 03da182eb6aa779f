/** A row of {@linkcode ASKED}. */
export interface AskedRow {
  readonly role: number;
  readonly n: number;
}

/** How many completions there are of each role, in words that SQLite and PostgreSQL both take. */
export const ASKED = "SELECT role, count(*) AS n FROM completions GROUP BY role ORDER BY role";

/**
 * The rows of `JournalTotal`: what was asked and spent, by stage, provider and model, in words that SQLite and
 * PostgreSQL both take. Charges are apart from completions, so no body is read.
 */
export const TOTALS = `
SELECT r.stage, r.provider, r.model, sum(coalesce(c.n, 0) + coalesce(e.texts, 0)) AS completions,
  sum(coalesce(f.n, 0)) AS failures,
  sum(coalesce(h.input, 0) + coalesce(e.input, 0)) AS "inputTokens",
  sum(coalesce(h.cached, 0)) AS "cachedInputTokens", sum(coalesce(h.output, 0)) AS "outputTokens",
  sum(coalesce(h.usd, 0) + coalesce(e.usd, 0)) AS usd,
  sum(coalesce(c.n, 0) - coalesce(h.priced, 0) + coalesce(e.unpriced, 0)) AS unpriced
FROM roles r
LEFT JOIN (SELECT role, count(*) AS n FROM completions GROUP BY role) c ON c.role = r.id
LEFT JOIN (SELECT role, count(*) AS n FROM failures GROUP BY role) f ON f.role = r.id
LEFT JOIN (
  SELECT role, sum(input) AS input, sum(cached) AS cached, sum(output) AS output, sum(usd) AS usd,
    count(usd) AS priced FROM charges GROUP BY role
) h ON h.role = r.id
LEFT JOIN (
  SELECT role, sum(texts) AS texts, sum(input) AS input, sum(usd) AS usd,
    sum(CASE WHEN usd IS NULL THEN texts ELSE 0 END) AS unpriced FROM embedding_charges GROUP BY role
) e ON e.role = r.id
GROUP BY r.stage, r.provider, r.model
HAVING sum(coalesce(c.n, 0) + coalesce(f.n, 0) + coalesce(e.texts, 0) + coalesce(e.usd, 0)) > 0
ORDER BY min(r.id)`;
