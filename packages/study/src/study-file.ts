import type { PairBalance, PlannedPower } from '@ikat/culture';
import type { StudyFileSession } from './recognition-design.js';
import type { Construct, StudyPlan } from './study-plan.js';

/** Which sessions are left out, decided before there are any. */
export interface ExclusionRules {
  /** All catch trials answered wrongly. */
  readonly failedCatches: 'all';
  /** This share of answers at one side, */
  readonly oneSideShare: number;
  /** in this many trials or more. */
  readonly oneSideTrials: number;
  /** A median time below this, in milliseconds. */
  readonly medianTime: number;
}

/** Shown to get used to the page; never written down. */
export interface PracticeTrial {
  readonly content: string;
  readonly left: string;
  readonly right: string;
}

/** `design.json`: the preregistration of a study. Its SHA-256 stands in every export. */
export interface StudyFile extends Omit<StudyPlan, 'effect'> {
  readonly format: 'ikat-study';
  readonly version: '1.0';
  readonly groupRuleVersion: string;
  readonly trialsPerRater: number;
  readonly constructs: readonly Construct[];
  readonly repeats: number;
  readonly catches: number;
  readonly alpha: number;
  readonly sources: 'beside' | 'afterwards';
  readonly seed: number;
  readonly exclusion: ExclusionRules;
  /** The number of raters at which recruitment ends. */
  readonly stoppingRaters: number;
  readonly analysis: readonly string[];
  readonly practice: readonly PracticeTrial[];
  readonly method: string;
  readonly balance: readonly PairBalance[];
  readonly power: readonly PlannedPower[];
  readonly warnings: readonly string[];
  readonly sessions: readonly StudyFileSession[];
}
