import type { ModelCard } from '@ikat/models';
import { fetchJson } from './fetch-json.js';

/** What the studio reads of a model's card; the whole card comes with the model. */
export type CardSummary = Pick<ModelCard, 'description' | 'trainedOn'>;

/** What is said of a model in one language. */
export interface ZooWords {
  name: string;
  /** What its pictures look like. */
  title: string;
  /** The work that it was made after, and its maker. */
  after: string;
}

/** A model that comes with the studio. */
export interface ZooEntry {
  name: string;
  /** What its pictures look like, in English. */
  title?: string | undefined;
  /** The words of other languages, by their codes. */
  translations?: Readonly<Record<string, ZooWords>> | undefined;
  /** Where its files are, beside the page. */
  folder: string;
  card: CardSummary;
  /** A picture that shows its style. */
  picture: string | undefined;
}

let loading: Promise<ZooEntry[]> | undefined;

/** Loads the list of the models that come with the studio, once. */
export function loadZoo(): Promise<ZooEntry[]> {
  loading ??= fetchJson<ZooEntry[]>('zoo/index.json').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
