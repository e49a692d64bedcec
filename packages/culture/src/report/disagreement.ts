import type { LabelTest, NoTest } from '../compare/comparison.js';
import type { Interval } from '../statistics/interval.js';
import type { ReportBlock } from './report-model.js';
import type { Words } from './words.js';

/** Up to here a p-value counts as small. */
const SMALL = 0.05;

interface Tested {
  readonly interval: Interval;
  readonly test: LabelTest | NoTest;
}

/** What it means where a test finds a difference whose interval holds 0; nothing where none does. */
export function disagreement(rows: readonly Tested[], { say }: Words): ReportBlock[] {
  const found = rows.some(
    ({ interval, test }) =>
      test.kind === 'tested' && test.adjusted <= SMALL && interval.low <= 0 && interval.high >= 0,
  );
  return found ? [{ kind: 'text', text: say('testAndInterval') }] : [];
}
