import type { PreferenceEstimate } from '@ikat/culture';
import type { Construct } from '../../../study-plan.js';
import type { ExclusionReason } from '../../exclusions.js';
import type { RefusedFile } from '../../given-sessions.js';
import type { Statement } from '../../statements/statement.js';
import type { englishAnalysis } from './english.js';

/** The names of the texts of a report of an analysis. */
export type AnalysisText = keyof (typeof englishAnalysis)['texts'];

/**
 * All words of a report of an analysis in one language: a third language is one more of these.
 *
 * Texts hold the names in braces that the English ones hold.
 */
export interface AnalysisCatalogue {
  /** A tag of BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Readonly<Record<AnalysisText, string>>;
  /** What raters were asked. */
  readonly constructs: Readonly<Record<Construct, string>>;
  readonly exclusions: Readonly<Record<ExclusionReason, string>>;
  /** Why a file is left out. */
  readonly refusedFiles: Readonly<Record<RefusedFile['reason'], string>>;
  /** What intervals allow for. */
  readonly errors: Readonly<Record<PreferenceEstimate['errors'], string>>;
  readonly methods: Readonly<Record<PreferenceEstimate['method'], string>>;
  /** Refusals, warnings, reasons and limits, which `analysis.json` has in English. */
  readonly statements: Readonly<Record<Statement, string>>;
}
