import { type Command, Option } from 'commander';
import {
  type CommonOptions,
  duration,
  LARGEST_SIDE,
  numberIn,
  wholeNumber,
  withCommonOptions,
} from '../options.js';
import { adversarialLosses } from '../training/settings.js';

/** What every training command takes besides its settings. */
export interface TrainOptions extends CommonOptions {
  out?: string;
  resume: boolean;
  steps?: number;
  for?: number;
  checkpointEvery: number;
}

/** The defaults in which the algorithms differ. */
interface RunDefaults {
  batch: number;
  loss: string;
  ema: number;
  augment: boolean;
  learningRate?: number;
}

/** Adds the side of the crops and the size of the generators. */
export function withNetworkOptions(
  command: Command,
  defaults: { filters: number; blocks: number },
): Command {
  return command
    .option(
      '--size <pixels>',
      'side of the training crops, a multiple of 4',
      wholeNumber(16, LARGEST_SIDE),
      128,
    )
    .option('--filters <number>', 'width of the networks', wholeNumber(1), defaults.filters)
    .option(
      '--blocks <number>',
      'residual blocks of the generators',
      wholeNumber(0),
      defaults.blocks,
    );
}

/** Adds what every training command takes. */
export function withRunOptions(command: Command, defaults: RunDefaults): Command {
  const losses = new Option('--loss <name>', 'adversarial loss')
    .choices(Object.keys(adversarialLosses))
    .default(defaults.loss);
  command
    .option('--steps <number>', 'train up to this step', wholeNumber(1))
    .option('--for <time>', 'train this long: 90s, 5m, 1.5h', duration)
    .option('--out <folder>', 'the run folder (default: runs/<algorithm>)')
    .option('--resume', 'go on from the last checkpoint of the run folder', false)
    .option('--batch <number>', 'images a step', wholeNumber(1), defaults.batch)
    .option(
      '--learning-rate <number>',
      "Adam's learning rate",
      numberIn(0),
      defaults.learningRate ?? 2e-4,
    )
    .addOption(losses)
    .option(
      '--ema <decay>',
      'running average of the generators, 0 for none',
      numberIn(0, 0.99999),
      defaults.ema,
    )
    .addOption(
      defaults.augment
        ? new Option('--no-augment', 'show the discriminators the images as they are')
        : new Option('--augment', 'vary the images before the discriminator sees them').default(
            false,
          ),
    )
    .option('--r1 <gamma>', 'R1 gradient penalty, 0 for none', numberIn(0), 0)
    .addOption(
      new Option('--checkpoint-every <time>', 'time between checkpoints')
        .argParser(duration)
        .default(300, '5m'),
    );
  return withCommonOptions(command);
}
