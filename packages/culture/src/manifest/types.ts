/**
 * What a culture label rests on, from the source's own field to a guess.
 *
 * `nationality-proxy` says where a maker is said to be from and nothing about the work: it is kept
 * as evidence, flagged, and used only where it is allowed by name. `model-predicted` labels never
 * enter an audit.
 */
export type LabelBasis =
  | 'culture-field'
  | 'period-dynasty'
  | 'made-in'
  | 'style-tradition'
  | 'maker-self-description'
  | 'maker-affiliation'
  | 'nationality-proxy'
  | 'community-asserted'
  | 'curator-inferred'
  | 'model-predicted';

/** How certain the source is of a label. */
export type LabelCertainty = 'asserted' | 'probable' | 'possible' | 'disputed';

/** Who gave a label. */
export type LabelAuthor =
  | 'institution'
  | 'community'
  | 'maker'
  | 'dataset-author'
  | 'annotator'
  | 'model';

/** The rights in an image; licences without a name here are told in `rights.statement`. */
export type ImageRights =
  | 'cc0'
  | 'public-domain'
  | 'cc-by'
  | 'cc-by-sa'
  | 'cc-by-nc'
  | 'in-copyright'
  | 'unknown';

/** What the community that a work comes from asks for. */
export type Protocol =
  | 'none-known'
  | 'notice'
  | 'community-permission'
  | 'do-not-train'
  | 'do-not-stylise';

/** A part of the data that a model is fitted on, chosen on, or judged on. */
export type Split = 'train' | 'val' | 'test';

/** A tradition with a time and a place; not a country, and not a people. */
export interface Culture {
  id: string;
  /** The name by language tag, for example `{ en: 'Ukiyo-e' }`. */
  label: Record<string, string>;
  definition: string;
  /** The id of the tradition that this one is part of. */
  broader?: string | undefined;
  /** Addresses in a thesaurus (AAT, Wikidata). */
  sameAs?: string[] | undefined;
  note?: string | undefined;
}

/** One statement that a work belongs to a tradition, with who says so and why. */
export interface Attribution {
  /** The id of a culture, or `unmapped`. */
  id: string;
  /** The words of the source, unchanged. */
  raw: string;
  /** The column or property of the source. */
  field?: string | undefined;
  basis: LabelBasis;
  certainty: LabelCertainty;
  /** The share of the work, in (0, 1]; see `labelShares` for labels without one. */
  weight?: number | undefined;
  by: LabelAuthor;
}

/** A picture with what is known of it. */
export interface ManifestItem {
  id: string;
  image: {
    path: string;
    sha256?: string | undefined;
    width?: number | undefined;
    height?: number | undefined;
    /** What it was digitised with: studio, scanner or colour profile. */
    capture?: string | undefined;
  };
  title?: string | undefined;
  makers?: Maker[] | undefined;
  date?:
    | { display?: string | undefined; begin?: number | undefined; end?: number | undefined }
    | undefined;
  medium?: string | undefined;
  objectType?: string | undefined;
  classification?: string | undefined;
  place?: Record<string, string> | undefined;
  period?: string | undefined;
  culture: Attribution[];
  rights: {
    image: ImageRights;
    statement?: string | undefined;
    credit?: string | undefined;
    protocol?: Protocol | undefined;
    /** Local Contexts TK or BC label addresses, set only by the community. */
    labels?: string[] | undefined;
  };
  source: {
    institution: string;
    recordId?: string | undefined;
    url?: string | undefined;
    wikidata?: string | undefined;
    recordDate?: string | undefined;
    department?: string | undefined;
  };
  /** Equal for works that must share a split: one maker, series, album, views of one object. */
  leakageGroup?: string | undefined;
  split?: Split | undefined;
}

/** Who made a work, as the source says. */
export interface Maker {
  name: string;
  role?: string | undefined;
  nationalityRaw?: string | undefined;
  uri?: string | undefined;
}

/** A manifest without its items: what is true of all of them. */
export interface ManifestHead {
  format: 'culture-manifest';
  version: '1.0';
  name: string;
  description: string;
  /** The licence of the manifest itself (its metadata): an SPDX id or an address. */
  license: string;
  creator: string[];
  /** `YYYY-MM-DD`. */
  datePublished: string;
  url?: string | undefined;
  citeAs?: string | undefined;
  /** Who decides labels, by which rule, and what a label does not mean. */
  attributionPolicy: string;
  cultures: Culture[];
  /** Answers to the questions of a datasheet, by heading. */
  datasheet?: Record<string, string | string[]> | undefined;
}

/** A set of pictures with their culture labels, rights and sources: `culture-manifest.json`. */
export interface CultureManifest extends ManifestHead {
  items: ManifestItem[];
}
