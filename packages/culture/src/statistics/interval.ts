/** A range that covers the quantity in `level` of repetitions of the study. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The nominal coverage, for example 0.95. */
  readonly level: number;
}

/** A number with the interval that says how well it is known. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * What a function returns where the data do not carry the answer: no number, but why.
 *
 * Results are unions of this and of something with another `kind`, so that a refusal cannot be read
 * as a number by mistake.
 */
export interface Refusal<Reason extends string = string> {
  readonly kind: 'refused';
  /** One word or two for programs, for example `too few`. */
  readonly reason: Reason;
  /** One sentence for people: what was missing, and what would mend it. */
  readonly message: string;
}

/** Makes a {@link Refusal}. */
export function refuse<Reason extends string>(reason: Reason, message: string): Refusal<Reason> {
  return { kind: 'refused', reason, message };
}
