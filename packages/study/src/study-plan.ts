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
  /** What reports call it; its id where there is none. Participants do not see it. */
  readonly label?: Texts | undefined;
}

/** A tradition that styles are of, and that participants may feel at home in. */
export interface StudyTradition {
  readonly id: string;
  readonly label: Texts;
  /** Real works to be recognised, the ceiling of recognition; shown without their names. */
  readonly works?: readonly StudyWork[] | undefined;
}

/** A work of art: its picture is `works/<tradition>/<id>.jpg`. */
export interface StudyWork {
  readonly id: string;
  /** Maker, title, owner, licence: named in the debriefing. */
  readonly credit: Texts;
}

/** How many pictures of each tradition a participant is asked to recognise. */
export interface RecognitionPlan {
  /** Works of the tradition, 1 by default. */
  readonly real?: number | undefined;
  /** Outputs after it, 1 by default. */
  readonly generated?: number | undefined;
}

/** A group of raters by what they say of themselves: who feels at home in any of these traditions. */
export interface StudyGroup {
  readonly id: string;
  readonly traditions: readonly string[];
  /** What reports call it; its id where there is none. Participants do not see it. */
  readonly label?: Texts | undefined;
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
  readonly traditions: readonly StudyTradition[];
  readonly systems: readonly StudySystem[];
  readonly contents: readonly string[];
  readonly groups: readonly StudyGroup[];
  /** In one language, or in several. */
  readonly hypotheses: readonly (string | Texts)[];
  readonly ratersPerGroup: number;
  readonly trialsPerRater?: number | undefined;
  readonly constructs?: readonly Construct[] | undefined;
  /** Left out, nobody is asked which tradition a picture is after. */
  readonly recognition?: RecognitionPlan | undefined;
  readonly repeats?: number | undefined;
  readonly catches?: number | undefined;
  readonly alpha?: number | undefined;
  /** Whether sources are named beside the outputs in every trial, or (blind) only afterwards. */
  readonly sources?: 'beside' | 'afterwards' | undefined;
  /** The effect to be found, in log-odds of choosing one's own. */
  readonly effect?: number | undefined;
  readonly seed?: number | undefined;
}
