import { Command } from 'commander';
import { LARGEST_SIDE, numberIn, wholeNumber } from '../options.js';
import type { StyleSettings } from '../training/settings.js';
import { styleJob } from '../training/style-job.js';
import { withNetworkOptions, withRunOptions } from './train-options.js';
import { settingsOf } from './train-settings.js';
import { startTraining } from './train-start.js';

/** `ikat train style`: one generator for one style. */
export function styleCommand(): Command {
  const command = withStyleWeights(
    new Command('style')
      .description('A small, fast generator that paints any photograph in the style of pictures.')
      .option('--photos <folder>', 'photographs to learn on')
      .option('--style <path>', 'a picture of the style, or a folder of some')
      .option(
        '--photo-size <pixels>',
        'shorter side of the photographs that crops are cut from: a little more than --size',
        wholeNumber(16, LARGEST_SIDE),
        160,
      )
      .option(
        '--style-size <pixels>',
        "longer side of the style's pictures: larger for larger strokes",
        wholeNumber(16, LARGEST_SIDE),
        448,
      )
      .option('--no-image-skip', 'keep the photograph from the last convolution')
      .option('--from <folder>', 'begin with the weights of this model, not at random'),
  );
  const defaults = { batch: 1, loss: 'lsgan', ema: 0.99, augment: true, learningRate: 2e-3 };
  return withRunOptions(withNetworkOptions(command, { filters: 16, blocks: 4 }), defaults)
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train style --photos photos --style wave.jpg --for 20m\n' +
        '  $ ikat train style --photos photos --style prints --size 192 --steps 6000 --decay-from 4000\n' +
        '  $ ikat stylize photo.jpg --model runs/style/models/generator',
    )
    .action((options, self) =>
      startTraining(settingsOf<StyleSettings>('style', self), options, styleJob),
    );
}

function withStyleWeights(command: Command): Command {
  return command
    .option('--style-weight <number>', 'style against content', numberIn(0), 6)
    .option('--tone-weight <number>', 'light stays light and dark dark', numberIn(0), 4)
    .option('--palette-weight <number>', 'against colours that the style lacks', numberIn(0), 20)
    .option('--variation-weight <number>', 'against grain', numberIn(0), 0.06)
    .option(
      '--adversarial-weight <number>',
      'weight of a discriminator of crops of the style, 0 for none',
      numberIn(0),
      0,
    )
    .option('--decay-from <step>', 'from here on the learning rate falls', wholeNumber(0))
    .option('--decay-steps <number>', 'steps in which it falls to 0', wholeNumber(1), 2000);
}
