import type { LabelShare } from '../manifest/label-shares.js';
import type { Attribution, ImageRights, ManifestHead } from '../manifest/types.js';

/** What a manifest says of itself, kept with whatever was measured on it. */
export type DescribedSource = Pick<
  ManifestHead,
  | 'name'
  | 'description'
  | 'license'
  | 'creator'
  | 'datePublished'
  | 'url'
  | 'citeAs'
  | 'attributionPolicy'
  | 'cultures'
>;

/** One picture in numbers, with what its manifest says of it. */
export interface DescribedItem {
  readonly id: string;
  readonly file: string;
  /** In the order of the set's descriptors. */
  readonly values: readonly number[];
  readonly tieShare: number;
  /** Whether the picture was smaller than what descriptors are measured at. */
  readonly enlarged: boolean;
  /** The main colours, largest first: CIELAB and share. */
  readonly palette?: readonly unknown[] | undefined;
  readonly culture?: readonly LabelShare[] | undefined;
  /** What the labels rest on. */
  readonly labels?: readonly Pick<Attribution, 'id' | 'basis' | 'certainty' | 'by'>[] | undefined;
  /** What else could explain the style; `unknown` where it is not recorded. */
  readonly factors?: Readonly<Record<string, string>> | undefined;
  readonly cluster?: string | undefined;
  /** Who made it; nothing where that is not recorded. */
  readonly maker?: string | undefined;
  readonly rights?: ImageRights | undefined;
}

/** A file that could not be described, and why. */
export interface LeftOut {
  readonly id: string;
  readonly file: string;
  readonly reason: string;
}

/** Pictures in numbers: what `ikat culture describe` writes and `compare` reads. */
export interface DescribedSet {
  readonly format: 'culture-descriptors';
  readonly version: '1.0';
  /** What was done, by version: compare only sets with the same. */
  readonly pipeline: string;
  readonly descriptors: readonly string[];
  /** The manifest; nothing for a folder of pictures without one. */
  readonly source?: DescribedSource | undefined;
  readonly items: readonly DescribedItem[];
  readonly leftOut: readonly LeftOut[];
}
