import type { ConfoundVerdict } from '../../confound/confound-result.js';
import type { DescriptorName } from '../../describe/style-descriptors.js';
import type { LabelAuthor, LabelBasis, LabelCertainty } from '../../manifest/types.js';
import type { ReportText } from './report-text.js';

/**
 * All words of a report in one language: a third language is one more of these.
 *
 * Texts may hold the names in braces that the English ones hold.
 */
export interface ReportCatalogue {
  /** A tag of BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Readonly<Record<ReportText, string>>;
  /** What else could explain a style; a factor without a name here keeps its own. */
  readonly factors: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<ConfoundVerdict, string>>;
  readonly bases: Readonly<Record<LabelBasis, string>>;
  readonly certainties: Readonly<Record<LabelCertainty, string>>;
  readonly authors: Readonly<Record<LabelAuthor, string>>;
  readonly descriptors: Readonly<Record<DescriptorName, string>>;
  /** What labels do not mean, in the order of `ethicsNotes`. */
  readonly notes: readonly string[];
}
