import type { Raster } from '@ikat/data';

/** What a training is set to; a saved one goes on only with the same. */
export interface CommonSettings {
  batch: number;
  learningRate: number;
  seed: number;
  /** Decay of the running average of the generators. */
  average: number;
}

/** The essay's GAN: noise to glyphs. */
export interface GanSettings extends CommonSettings {
  algorithm: 'gan';
}

interface TransferSettings extends CommonSettings {
  /** Side of the training crops in pixels. */
  size: number;
  filters: number;
  blocks: number;
}

/** The essay's transfer by two GANs. */
export interface DualSettings extends TransferSettings {
  algorithm: 'dual';
  styleWeight: number;
  contentWeight: number;
  learningSteps: number;
}

/** CycleGAN. */
export interface CycleGanSettings extends TransferSettings {
  algorithm: 'cyclegan';
  cycleWeight: number;
  identityWeight: number;
}

export type TrainingSettings = GanSettings | DualSettings | CycleGanSettings;

export type Algorithm = TrainingSettings['algorithm'];

/** A picture to learn from, scaled to what the largest training size needs. */
export interface Picture {
  name: string;
  /** Width over height of the file; the pixels are a square. */
  ratio: number;
  pixels: Raster;
}

/** What a training learns from; it is kept with it. */
export type TrainingData =
  | { kind: 'idx'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'pictures'; source: Picture[]; target: Picture[] };

/** Sides of the training crops that there are. */
export const SIZES = [28, 32, 64] as const;

const transfer = { size: 32, filters: 12, blocks: 2, batch: 1, learningRate: 2e-4, average: 0.99 };

/** Good settings to begin with. */
export const defaultSettings: {
  [Name in Algorithm]: Extract<TrainingSettings, { algorithm: Name }>;
} = {
  gan: { algorithm: 'gan', batch: 32, learningRate: 2e-4, average: 0.99, seed: 1 },
  dual: {
    algorithm: 'dual',
    ...transfer,
    seed: 1,
    styleWeight: 5,
    contentWeight: 20,
    learningSteps: 300,
  },
  cyclegan: { algorithm: 'cyclegan', ...transfer, seed: 1, cycleWeight: 10, identityWeight: 5 },
};
