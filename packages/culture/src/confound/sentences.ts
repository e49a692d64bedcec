import type { LabelledVariation, NoTest } from '../compare/comparison.js';
import type { ConfoundVerdict, FactorAudit } from './confound-result.js';

type Audited = Omit<FactorAudit, 'without' | 'sentence'>;

/** The verdict on one factor, effect before p-value. */
export function factorSentence({ factor, informativeShare, within, verdict }: Audited): string {
  const share = `${percent(informativeShare)} of the works share their ${factor} with works of another culture`;
  if (within.kind === 'refused') return `${share}. ${within.message}`;
  const effect = `among works of one ${factor}, labels explain ${explained(within)}`;
  const doubt = disagrees({ within, verdict })
    ? '; the interval holds 0, so how large it is is not known'
    : '';
  return `${share}; ${effect}: ${verdict}${pValue(within)}${doubt}.`;
}

/** The verdict on the whole. */
export function overallSentence(
  verdict: ConfoundVerdict,
  overall: LabelledVariation | NoTest,
  {
    audits,
    jointly,
  }: { readonly audits: readonly FactorAudit[]; readonly jointly: Audited | undefined },
): string {
  if (overall.kind === 'refused') return overall.message;
  const found = `Labels explain ${explained(overall)}${pValue(overall)}.`;
  const of = (which: ConfoundVerdict) =>
    audits.filter((audit) => audit.verdict === which).map((audit) => audit.factor);
  const joint =
    jointly && jointly.verdict !== 'supported'
      ? ` Against all of them at once it is ${jointly.verdict}.`
      : '';
  switch (verdict) {
    case 'supported':
      return `${found} The difference remains among works of one ${of('supported').join(', and of one ')}.${disagreement(audits)}${joint}`;
    case 'no difference detected':
      return `${found} No difference was detected; the interval says how large one could still be.`;
    case 'not supported after stratification':
      return `${found} Among works of one ${of(verdict).join(', and of one ')}, no difference is detected.`;
    case 'not identifiable':
      return `${found} It cannot be told whether this is culture or ${of(verdict).join(' or ')}: no work of another culture shares it.`;
    case 'too few':
      return `${found} There are not works enough of one ${of(verdict).join(', or of one ')} to say whether it remains.`;
  }
}

/** Whether the test finds a difference whose interval holds 0. */
export function disagrees({ within, verdict }: Pick<Audited, 'within' | 'verdict'>): boolean {
  return (
    verdict === 'supported' &&
    within.kind === 'measured' &&
    within.omegaSquared.interval.low <= 0 &&
    within.omegaSquared.interval.high >= 0
  );
}

function disagreement(audits: readonly FactorAudit[]): string {
  const names = audits.filter(disagrees).map(({ factor }) => factor);
  return names.length === 0
    ? ''
    : ` Among works of one ${names.join(', and of one ')} the interval holds 0: the test detects a difference, how large it is is not known.`;
}

function explained({ omegaSquared: { value, interval } }: LabelledVariation): string {
  const { low, high, level } = interval;
  return `${percent(value)} of the variation of style (${percent(level)} interval ${percent(low)} to ${percent(high)})`;
}

function pValue({ test }: LabelledVariation): string {
  return test.kind === 'tested' ? `, p = ${test.p.toPrecision(2)}` : '';
}

function percent(share: number): string {
  return `${(100 * Math.max(0, share)).toFixed(1).replace(/\.0$/, '')} %`;
}
