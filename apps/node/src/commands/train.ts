import { Command } from 'commander';
import { numberIn, wholeNumber, wholeNumbers } from '../options.js';
import { cycleGanJob } from '../training/cyclegan-job.js';
import { dualJob } from '../training/dual-job.js';
import { ganJob } from '../training/gan-job.js';
import type { CycleGanSettings, DualSettings, GanSettings } from '../training/settings.js';
import { withNetworkOptions, withRunOptions } from './train-options.js';
import { settingsOf } from './train-settings.js';
import { startTraining } from './train-start.js';
import { styleCommand } from './train-style.js';

/** `ikat train`: an algorithm each. */
export function trainCommand(): Command {
  return new Command('train')
    .description("Train: the essay's GAN, its two-GAN style transfer, a CycleGAN, or a fast style.")
    .addCommand(ganCommand())
    .addCommand(dualCommand())
    .addCommand(cycleGanCommand())
    .addCommand(styleCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train gan --data glyphs.gz --for 5m\n' +
        '  $ ikat train dual --source photos --target paintings --for 1h\n' +
        '  $ ikat train cyclegan --source photos --target paintings --steps 20000\n' +
        '  $ ikat train style --photos photos --style wave.jpg --for 20m\n' +
        '  $ ikat train dual --out runs/dual --resume --for 1h',
    );
}

function ganCommand(): Command {
  const command = new Command('gan')
    .description('A GAN of plain layers that learns to turn noise into 28 x 28 images.')
    .option('--data <path>', 'an IDX file (MNIST format, .gz or not) or a folder of images')
    .option('--labels <path>', 'an IDX file of labels, for --only')
    .option('--only <numbers>', 'learn only from images of these labels: 0,3', wholeNumbers);
  return withRunOptions(command, { batch: 64, loss: 'non-saturating', ema: 0.99, augment: false })
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train gan --data train-images-idx3-ubyte.gz --for 10m\n  $ ikat train gan --resume --for 10m',
    )
    .action((options, self) =>
      startTraining(settingsOf<GanSettings>('gan', self), options, ganJob),
    );
}

function dualCommand(): Command {
  const command = withTransferOptions(
    new Command('dual').description(
      'Style transfer by two GANs: one learns the source style, one the target style; then the ' +
        "source's generator transfers and the target's discriminator judges.",
    ),
  )
    .option('--style-weight <number>', 'weight of ||G(x) - G_target(x)||^2', numberIn(0), 5)
    .option('--content-weight <number>', 'weight of ||F(x) - F(G(x))||^2', numberIn(0), 20)
    .option(
      '--target-content-weight <number>',
      'the same for the target generator; 0 for a plain GAN',
      numberIn(0),
      1,
    )
    .option(
      '--reproduction-weight <number>',
      'weight of ||G(x) - x||^2 while the source style is learned',
      numberIn(0),
      10,
    )
    .option('--learning-steps <number>', 'steps before the transfer begins', wholeNumber(0), 500);
  return withRunOptions(command, { batch: 1, loss: 'non-saturating', ema: 0.999, augment: true })
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train dual --source photos --target ukiyo-e --size 64 --for 30m\n  $ ikat stylize photo.jpg --model runs/dual/models/sourceGenerator\n  $ ikat judge photo.jpg --model runs/dual/models/targetDiscriminator',
    )
    .action((options, self) =>
      startTraining(settingsOf<DualSettings>('dual', self), options, dualJob),
    );
}

function cycleGanCommand(): Command {
  const command = withTransferOptions(
    new Command('cyclegan').description('CycleGAN: two generators, there and back again.'),
  )
    .option('--cycle-weight <number>', 'weight of ||BA(AB(x)) - x||', numberIn(0), 10)
    .option('--identity-weight <number>', 'weight of ||AB(y) - y||', numberIn(0), 5);
  return withRunOptions(command, { batch: 1, loss: 'lsgan', ema: 0.999, augment: true })
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train cyclegan --source photos --target paintings --steps 20000\n  $ ikat stylize photos --model runs/cyclegan/models/generatorAB --out painted',
    )
    .action((options, self) =>
      startTraining(settingsOf<CycleGanSettings>('cyclegan', self), options, cycleGanJob),
    );
}

function withTransferOptions(command: Command): Command {
  command
    .option('--source <folder>', 'pictures to transfer')
    .option('--target <folder>', 'pictures of the style');
  return withNetworkOptions(command, { filters: 32, blocks: 6 });
}
