import { normalDensity, normalUpperTail } from '../statistics/normal.js';

/** How a pair comes out, given how much better the left item is: numbers per outcome and their slopes. */
export interface PairOutcomes {
  /** P(left), P(none), P(right). */
  readonly probabilities: readonly [number, number, number];
  /** The slope of ln P of each outcome along the difference. */
  readonly slopes: readonly [number, number, number];
  /** The slope of ln P of each outcome along ln nu. */
  readonly tieSlopes: readonly [number, number, number];
  /** The expected information: difference, difference and ln nu, ln nu. */
  readonly information: readonly [number, number, number];
  /** The slopes of that information along the difference, and along ln nu. */
  readonly bends: readonly [readonly [number, number, number], readonly [number, number, number]];
}

/** A law of outcomes: Bradley and Terry's, Thurstone's. */
export interface PairLaw {
  readonly name: string;
  /** Whether the law has outcomes without preference. */
  readonly ties: boolean;
  outcomes(difference: number, logTie: number): PairOutcomes;
}

// Third moments of (s, t) about their means, with s = 1/2, 0, -1/2 and t = 0, 1, 0.
function davidson(difference: number, logTie: number): PairOutcomes {
  const [left, none, right] = softmax([difference / 2, logTie, -difference / 2]);
  const s = (left - right) / 2;
  const slopes = [0.5 - s, -s, -0.5 - s] as const;
  const tieSlopes = [-none, 1 - none, -none] as const;
  const probabilities = [left, none, right] as const;
  const moment = (ofS: number, ofT: number) =>
    probabilities.reduce(
      (sum, p, outcome) => sum + p * slopes[outcome]! ** ofS * tieSlopes[outcome]! ** ofT,
      0,
    );
  const mixed = [moment(2, 1), moment(1, 2)] as const;
  return {
    probabilities,
    slopes,
    tieSlopes,
    information: [moment(2, 0), moment(1, 1), moment(0, 2)],
    bends: [
      [moment(3, 0), mixed[0], mixed[1]],
      [mixed[0], mixed[1], moment(0, 3)],
    ],
  };
}

function softmax(logits: readonly [number, number, number]): [number, number, number] {
  const most = Math.max(...logits);
  const [a, b, c] = [
    Math.exp(logits[0] - most),
    Math.exp(logits[1] - most),
    Math.exp(logits[2] - most),
  ];
  const sum = a + b + c;
  return [a / sum, b / sum, c / sum];
}

function probitInformation(difference: number): number {
  const [left, right] = [normalUpperTail(-difference), normalUpperTail(difference)];
  return normalDensity(difference) ** 2 / (left * right);
}

function probit(difference: number): PairOutcomes {
  const [left, right] = [normalUpperTail(-difference), normalUpperTail(difference)];
  const density = normalDensity(difference);
  const step = 1e-5;
  const bend =
    (probitInformation(difference + step) - probitInformation(difference - step)) / (2 * step);
  return {
    probabilities: [left, 0, right],
    slopes: [density / left, 0, -density / right],
    tieSlopes: [0, 0, 0],
    information: [probitInformation(difference), 0, 0],
    bends: [
      [bend, 0, 0],
      [0, 0, 0],
    ],
  };
}

/**
 * Bradley and Terry's law (1952), with Davidson's share of no preference (1970):
 * `P(left) ~ e^(d/2)`, `P(right) ~ e^(-d/2)`, `P(none) ~ nu`. Without ties it is a logistic curve.
 */
export const bradleyTerry: PairLaw = { name: 'Bradley-Terry', ties: true, outcomes: davidson };

/** Thurstone's law, case V (1927): `P(left) = Phi(d)`. It has no outcome without preference. */
export const thurstone: PairLaw = { name: 'Thurstone', ties: false, outcomes: probit };
