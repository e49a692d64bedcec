import { signal } from '@preact/signals';
import type { Provenance } from '../../shipped/provenance.js';
import type { ZooEntry } from '../../shipped/zoo.js';
import type { ModelSource } from '../../worker/stylise/model-source.js';

/** The picture to paint. */
export interface ChosenPicture {
  blob: Blob;
  /** Where the page shows it from. */
  url: string;
  name: string;
  width: number;
  height: number;
  /** How its maker is to be named, when that is known. */
  attribution?: string | undefined;
}

/** The style to paint in: of a trained model, or of one picture. */
export type ChosenStyle = {
  /** Its name; what comes with the studio has another in each language. */
  name: string;
  zoo?: ZooEntry | undefined;
  /** The work that it is, if it came with the studio. */
  work?: { title: string; creator: string } | undefined;
  key: string;
  provenance: Provenance;
} & ({ kind: 'model'; model: ModelSource } | { kind: 'picture'; blob: Blob; url: string });

/** What is being done, in words of the catalogue, and how far it is. */
export type Work =
  | { kind: 'idle' }
  | { kind: 'starting' }
  | { kind: 'loading'; loaded: number; total?: number | undefined }
  | { kind: 'painting'; share?: number | undefined; secondsLeft?: number | undefined }
  | { kind: 'steps'; step: number; steps: number }
  | { kind: 'again' };

/** A painting, with what it was made from and how. */
export interface Result {
  bitmap: ImageBitmap;
  picture: ChosenPicture;
  style: ChosenStyle;
  seconds: number;
  memory: number;
  device: string;
}

export const picture = signal<ChosenPicture | undefined>(undefined);
export const style = signal<ChosenStyle | undefined>(undefined);
export const work = signal<Work>({ kind: 'idle' });
export const result = signal<Result | undefined>(undefined);
export const fault = signal<unknown>(undefined);

/** How the painting lies over the original. */
export const strength = signal(1);
export const keepColours = signal(false);
/** Where the original ends and the painting begins, from 0 to 1. */
export const split = signal(0);

/** The longest side to paint with a model; undefined for the picture's own. */
export const paintSide = signal<number | undefined>(undefined);

/** The settings of painting after a picture. */
export const settings = signal({ side: 320, steps: 100, styleWeight: 30, styleScale: 1 });
