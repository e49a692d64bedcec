import { fetchJson } from './fetch-json.js';

/** A picture that comes with the studio, and what its source says of it. */
export interface Sample {
  path: string;
  title: string;
  creator: string;
  cultures: { label: string; basis: string }[];
  licence: string;
  attribution: string;
}

/** The pictures that come with the studio. */
export interface Samples {
  photos: Sample[];
  styles: Sample[];
  /** Sets of pictures to train with. */
  sets: { photographs: Sample[]; paintings: Sample[] };
  /** Characters of eight scripts, 28 x 28, as a gzipped IDX file. */
  glyphs: string;
}

let loading: Promise<Samples> | undefined;

/** Loads the list of the sample pictures, once. */
export function loadSamples(): Promise<Samples> {
  loading ??= fetchJson<Samples>('samples/index.json').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
