import type { AdversarialLoss } from '@ikat/losses';
import * as losses from '@ikat/losses';

/** The adversarial losses by the names that the command line knows. */
export const adversarialLosses: Record<string, AdversarialLoss> = {
  'non-saturating': losses.nonSaturating,
  minimax: losses.minimax,
  lsgan: losses.lsgan,
  hinge: losses.hinge,
  wasserstein: losses.wasserstein,
  relativistic: losses.relativistic,
  'relativistic-average': losses.relativisticAverage,
};

/** What every training run is set to; this is what `config.json` holds. */
export interface CommonSettings {
  batch: number;
  learningRate: number;
  loss: string;
  /** Decay of the running average of the generators; 0 for none. */
  ema: number;
  /** Whether the discriminators see augmented images. */
  augment: boolean;
  /** Weight of the R1 penalty, on every fourth step; 0 for none. */
  r1: number;
  seed: number;
}

export interface GanSettings extends CommonSettings {
  algorithm: 'gan';
  data: string;
  /** An IDX file of labels, and those to learn from. */
  labels?: string;
  only?: number[];
}

export interface TransferSettings extends CommonSettings {
  source: string;
  target: string;
  size: number;
  filters: number;
  blocks: number;
}

export interface DualSettings extends TransferSettings {
  algorithm: 'dual';
  styleWeight: number;
  contentWeight: number;
  targetContentWeight: number;
  reproductionWeight: number;
  learningSteps: number;
}

export interface CycleGanSettings extends TransferSettings {
  algorithm: 'cyclegan';
  cycleWeight: number;
  identityWeight: number;
}

export interface StyleSettings extends CommonSettings {
  algorithm: 'style';
  photos: string;
  /** A picture, or a folder of pictures. */
  style: string;
  /** Side of the crops, shorter side of the photographs, longer side of the style's pictures. */
  size: number;
  photoSize: number;
  styleSize: number;
  filters: number;
  blocks: number;
  /** Whether the generator's last convolution sees the photograph too. */
  imageSkip: boolean;
  styleWeight: number;
  toneWeight: number;
  paletteWeight: number;
  variationWeight: number;
  /** 0 for no discriminator. */
  adversarialWeight: number;
  /** From which step on the learning rate falls, and in how many steps to 0. */
  decayFrom?: number;
  decaySteps: number;
  /** A model folder to begin with. */
  from?: string;
}

export type TrainingSettings = GanSettings | DualSettings | CycleGanSettings | StyleSettings;
