import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { version } from '../package.json';
import { architectureOf } from './architecture.js';

/** A culture that images stand for, and how anybody knows. */
export interface CultureLabel {
  /** For example `Uzbek`. */
  label: string;
  /** Where the label comes from, for example `museum catalogue` or `the makers' own word`. */
  basis: string;
}

/** A set of images that a model has learned from. */
export interface TrainingData {
  name: string;
  /** Checksum of the set, so that it can be told from another version. */
  hash?: string | undefined;
  licences?: string[] | undefined;
  cultures?: CultureLabel[] | undefined;
}

/** A measured number and, where known, the interval around it. */
export interface CardMetric {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
}

/** What a model's maker tells about it. */
export interface CardFacts {
  description?: string | undefined;
  /** How images were prepared before training, in words. */
  preprocessing?: string | undefined;
  trainedOn?: TrainingData[] | undefined;
  metrics?: Record<string, CardMetric> | undefined;
  /** Versions of what else had a part in it. */
  versions?: Record<string, string> | undefined;
}

/** The card of a model, `ikat.json`: all that its use needs, and where it comes from. */
export interface ModelCard {
  /** Version of this form. */
  format: 1;
  description: string;
  /** The factory's name (`custom` for a network of your own) and its options. */
  architecture: { name: string; options: Record<string, string | number | boolean> };
  /** Least and greatest value of the images. */
  valueRange: [number, number];
  /** Height and width must be multiples of this number of pixels; `stylize` sees to it. */
  sizeMultiple: number;
  /** Least height and width in pixels. */
  minimumSize: number;
  preprocessing: string;
  trainedOn: TrainingData[];
  metrics: Record<string, CardMetric>;
  versions: Record<string, string>;
}

/**
 * Writes the card of a model: its architecture from the model, the rest from its maker.
 *
 * @example
 * ```ts
 * import { modelCard, resnetGenerator } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * const card = modelCard(generator, {
 *   trainedOn: [{ name: 'our photos', licences: ['CC0-1.0'] }],
 *   metrics: { kid: { value: 0.041, low: 0.036, high: 0.047 } },
 * });
 * console.log(card.architecture.name); // resnetGenerator
 * generator.dispose();
 * ```
 */
export function modelCard(model: tfl.LayersModel, facts: CardFacts = {}): ModelCard {
  const { name, options, sizeMultiple, minimumSize } = architectureOf(model);
  return {
    format: 1,
    description: facts.description ?? '',
    architecture: { name, options },
    valueRange: [-1, 1],
    sizeMultiple,
    minimumSize,
    preprocessing: facts.preprocessing ?? '',
    trainedOn: facts.trainedOn ?? [],
    metrics: facts.metrics ?? {},
    versions: { ...facts.versions, '@ikat/models': version, tfjs: tf.version_core },
  };
}
