import type {
  AlphaResult,
  GroupAgreement,
  GroupPreferenceResult,
  PreferenceResult,
  Refusal,
} from '@ikat/culture';
import type { Texts } from '../study-plan.js';
import type { GroupExclusions } from './exclusions.js';
import type { RefusedFile } from './given-sessions.js';
import type { RecognitionOutcome } from './recognition-part.js';

/** What is said of one construct; sizes before tests. */
export interface ConstructAnalysis {
  readonly construct: string;
  readonly primary: boolean;
  readonly comparisons: number;
  readonly skipped: number;
  readonly raters: number;
  /** Abilities of systems and the side, over all raters. */
  readonly pooled: PreferenceResult | Refusal<'no answers' | 'one side'>;
  /** The preference for one's own, the omnibus test, group by system, and the gate. */
  readonly groups: GroupPreferenceResult | Refusal<'no answers' | 'one side'>;
  /** The permutation p of the preference for one's own, Holm over constructs. */
  readonly adjustedPValue?: number | undefined;
  readonly agreement:
    | GroupAgreement
    | { readonly pooled: AlphaResult; readonly gap: Refusal<'overlapping groups' | 'one group'> }
    | Refusal<'too few raters'>;
}

/** What a plan calls its study, and the parts of it, by their ids. */
export interface StudyNames {
  readonly title: Texts;
  readonly groups: Readonly<Record<string, Texts>>;
  readonly systems: Readonly<Record<string, Texts>>;
  readonly traditions: Readonly<Record<string, Texts>>;
}

/** `analysis.json`. */
export interface StudyAnalysis {
  readonly format: 'ikat-analysis';
  readonly version: '1.0';
  readonly study: string;
  readonly designSha: string;
  readonly order: readonly string[];
  readonly hypotheses: readonly (string | Texts)[];
  /** What reports call the study and its parts, by their ids; their ids where there is nothing. */
  readonly names?: StudyNames | undefined;
  readonly alpha: number;
  readonly settings: {
    readonly permutations: number;
    readonly bootstrap: number;
    readonly seed: number;
  };
  readonly refused: readonly RefusedFile[];
  readonly sessions: number;
  readonly incomplete: number;
  readonly exclusions: readonly GroupExclusions[];
  readonly analysed: number;
  readonly repeats: { readonly repeats: number; readonly same: number };
  readonly constructs: readonly ConstructAnalysis[];
  /** The primary construct with everyone; nothing if nobody was excluded. */
  readonly withExcluded?: ConstructAnalysis | undefined;
  /** Set where each group read a language of its own: groups and translations cannot be told apart. */
  readonly language?: Refusal<'not identifiable'> | undefined;
  readonly recognition: RecognitionOutcome;
  readonly audit: Refusal<'not asked'>;
  readonly limits: readonly string[];
}
