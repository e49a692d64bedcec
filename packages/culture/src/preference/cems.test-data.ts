import { readFileSync } from 'node:fs';
import type { PairComparison } from './comparison.js';

/** The 303 raters of the CEMS study, one row a comparison; the group is their Spanish. */
export function cemsComparisons(): PairComparison[] {
  const { cems } = JSON.parse(
    readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
  ) as { cems: { pairs: string[]; prefs: string[]; covariates: string[] } };
  return cems.prefs.flatMap((codes, rater) =>
    cems.pairs.flatMap((pair, place): PairComparison[] => {
      const [left, right] = pair.split('|') as [string, string];
      const outcome = (['left', 'right', 'none'] as const)[Number(codes[place]) - 1];
      if (outcome === undefined) return []; // 4: missing
      const group = cems.covariates[rater]![3] === '1' ? 'good' : 'poor';
      return [{ rater: `${rater}`, group, left, right, outcome }];
    }),
  );
}
