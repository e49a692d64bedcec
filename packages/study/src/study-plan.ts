/** A text in several languages, by their codes; `en` must be there. */
export type Texts = Readonly<Record<string, string>>;

/** What a rater is asked about two pictures; one at a time, never mixed. */
export type Construct = 'liking' | 'fidelity' | 'kept' | 'acceptable';

/** All constructs. */
export const constructs: readonly Construct[] = ['liking', 'fidelity', 'kept', 'acceptable'];

/** Something that makes pictures: a model, a style, a strength. */
export interface StudySystem {
  readonly id: string;
  /** The tradition whose style it renders. */
  readonly tradition: string;
  /** What the style was taken from, named beside each output: artist, work, collection. */
  readonly source: Texts;
  /** The group whose own tradition it is; nothing for none. */
  readonly owner?: string | undefined;
  readonly strength?: number | undefined;
}

/** A group of raters by what they say of themselves: who feels at home in any of these traditions. */
export interface StudyGroup {
  readonly id: string;
  readonly traditions: readonly string[];
}

/** What a researcher decides before anybody is asked. */
export interface StudyPlan {
  readonly study: string;
  readonly title: Texts;
  /** What the study is for, in a sentence or two for participants. */
  readonly purpose: Texts;
  readonly researcher: string;
  /** Where to write to, for questions and withdrawal. */
  readonly contact: string;
  /** The reference of the ethics approval; obtaining it is the researcher's duty. */
  readonly approval: string;
  /** The day on which the data are deleted, `2028-12-31`. */
  readonly keptUntil: string;
  readonly traditions: readonly { readonly id: string; readonly label: Texts }[];
  readonly systems: readonly StudySystem[];
  readonly contents: readonly string[];
  readonly groups: readonly StudyGroup[];
  readonly hypotheses: readonly string[];
  readonly ratersPerGroup: number;
  readonly trialsPerRater?: number | undefined;
  readonly constructs?: readonly Construct[] | undefined;
  readonly repeats?: number | undefined;
  readonly catches?: number | undefined;
  readonly alpha?: number | undefined;
  /** Whether sources are named beside the outputs in every trial, or (blind) only afterwards. */
  readonly sources?: 'beside' | 'afterwards' | undefined;
  /** The effect to be found, in log-odds of choosing one's own. */
  readonly effect?: number | undefined;
  readonly seed?: number | undefined;
}
