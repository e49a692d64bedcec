import type { LogEntry } from '../health/series.js';

export type { LogEntry };

/** Numbers and texts by name, shown in the order given. */
export type ReportFacts = Readonly<Record<string, unknown>>;

/** One picture of a report. */
export interface ReportPicture {
  /** A file's path or URL, or its bytes: PNG, JPEG, WebP, GIF or AVIF. */
  image: string | URL | Uint8Array;
  /** What stands under it. */
  caption: string;
  /** What it shows, for those who do not see it; the caption unless given. */
  alt?: string | undefined;
  /** Who made it and under which licence; listed at the end of the report. */
  credit?: string | undefined;
}

/** Pictures that belong together, such as photo, style and result, with what was measured. */
export interface ReportResult {
  title?: string | undefined;
  pictures: readonly ReportPicture[];
  /** For example the judge's numbers: `{ 'accepted as target': '0.83 (0.71 to 0.91)' }`. */
  facts?: ReportFacts | undefined;
}

/** One part of a report. Whatever is left out is not shown. */
export interface ReportSection {
  title: string;
  /** Paragraphs of plain text. */
  text?: string | readonly string[] | undefined;
  /** Listed, and known to the words on health: what is set already is not advised. */
  settings?: ReportFacts | undefined;
  /** What was logged; makes the curves and the words on health. */
  log?: readonly LogEntry[] | undefined;
  /** Pictures over time. */
  samples?: readonly ReportPicture[] | undefined;
  results?: readonly ReportResult[] | undefined;
  /** Further remarks, as a list. */
  notes?: readonly string[] | undefined;
}

/** A report of one run or of several. */
export interface Report {
  title: string;
  /** One paragraph under the title. */
  summary?: string | undefined;
  /** What ran where: device, seconds, versions. */
  ran?: ReportFacts | undefined;
  sections: readonly ReportSection[];
  /** Attributions beside those of the pictures. */
  credits?: readonly string[] | undefined;
  /** The language of the texts given. @default 'en' */
  language?: string | undefined;
}
