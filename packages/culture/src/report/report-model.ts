/** One row of an interval plot; without a range it was refused, or is only shown. */
export interface IntervalRow {
  readonly label: string;
  readonly value?: number | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** What stands where there is no range. */
  readonly note?: string | undefined;
  /** Where chance alone would lie: from 0 to this. */
  readonly floor?: number | undefined;
}

/** A line that a plot's values are read against. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

/** One piece of a report: text, table or plot. */
export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'verdict';
      readonly level: 'good' | 'warning' | 'refused';
      readonly title: string;
      readonly text: string;
    }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'intervals';
      readonly caption: string;
      readonly axis: string;
      /** How numbers are written on the axis. */
      readonly format: 'share' | 'number';
      readonly rows: readonly IntervalRow[];
      readonly references: readonly ReferenceLine[];
      /** The names of the columns of its table: what, value, interval. */
      readonly columns: readonly [string, string, string];
    }
  | {
      readonly kind: 'map';
      readonly caption: string;
      readonly points: readonly {
        readonly label: string;
        readonly x: number;
        readonly y: number;
        /** Of too few works to be sure of its place. */
        readonly hollow?: boolean | undefined;
      }[];
    };

/** A part of a report under one title. */
export interface ReportPart {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** A report in one language, ready to be drawn. */
export interface CultureReport {
  /** A tag of BCP 47, for example `en` or `zh-Hans`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** The most important first. */
  readonly lead: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly ReportPart[];
}
