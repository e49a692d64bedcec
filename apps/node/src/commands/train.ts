import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Command, Option } from 'commander';
import { sayBackend, saySlowKernels, startBackend } from '../backend.js';
import { interruptible } from '../interrupt.js';
import {
  type CommonOptions,
  duration,
  LARGEST_SIDE,
  numberIn,
  wholeNumber,
  wholeNumbers,
  withCommonOptions,
} from '../options.js';
import { commandOutput, type Output } from '../output.js';
import { cycleGanJob } from '../training/cyclegan-job.js';
import { dualJob } from '../training/dual-job.js';
import { ganJob } from '../training/gan-job.js';
import type { TrainingJob } from '../training/job.js';
import { type RunResult, refuseOldRun, runTraining } from '../training/run-training.js';
import {
  adversarialLosses,
  type CycleGanSettings,
  type DualSettings,
  type GanSettings,
  type TrainingSettings,
} from '../training/settings.js';
import { UsageError } from '../usage-error.js';

interface TrainOptions extends CommonOptions {
  out?: string;
  resume: boolean;
  steps?: number;
  for?: number;
  checkpointEvery: number;
}

/** Options that say how long and where, not what: they may differ when a run is resumed. */
const limits = new Set(['out', 'resume', 'steps', 'for', 'checkpointEvery', 'backend', 'json']);
/** Settings that are paths: kept whole, so that a run can be resumed from anywhere. */
const paths = new Set(['data', 'labels', 'source', 'target']);
/** Settings that a resumed run may change. */
const changeable = new Set(['learningRate']);

/** `ikat train`: the three algorithms. */
export function trainCommand(): Command {
  return new Command('train')
    .description("Train: the source's GAN, its two-GAN style transfer, or a CycleGAN.")
    .addCommand(ganCommand())
    .addCommand(dualCommand())
    .addCommand(cycleGanCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat train gan --data glyphs.gz --for 5m\n' +
        '  $ ikat train dual --source photos --target paintings --for 1h\n' +
        '  $ ikat train cyclegan --source photos --target paintings --steps 20000\n' +
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
    .action((options, self) => start(settingsOf<GanSettings>('gan', self), options, ganJob));
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
    .action((options, self) => start(settingsOf<DualSettings>('dual', self), options, dualJob));
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
      start(settingsOf<CycleGanSettings>('cyclegan', self), options, cycleGanJob),
    );
}

function withTransferOptions(command: Command): Command {
  return command
    .option('--source <folder>', 'pictures to transfer')
    .option('--target <folder>', 'pictures of the style')
    .option(
      '--size <pixels>',
      'side of the training crops, a multiple of 4',
      wholeNumber(16, LARGEST_SIDE),
      128,
    )
    .option('--filters <number>', 'width of the networks', wholeNumber(1), 32)
    .option('--blocks <number>', 'residual blocks of the generators', wholeNumber(0), 6);
}

function withRunOptions(
  command: Command,
  defaults: { batch: number; loss: string; ema: number; augment: boolean },
): Command {
  const losses = new Option('--loss <name>', 'adversarial loss')
    .choices(Object.keys(adversarialLosses))
    .default(defaults.loss);
  command
    .option('--steps <number>', 'train up to this step', wholeNumber(1))
    .option('--for <time>', 'train this long: 90s, 5m, 1.5h', duration)
    .option('--out <folder>', 'the run folder (default: runs/<algorithm>)')
    .option('--resume', 'go on from the last checkpoint of the run folder', false)
    .option('--batch <number>', 'images a step', wholeNumber(1), defaults.batch)
    .option('--learning-rate <number>', "Adam's learning rate", numberIn(0), 2e-4)
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
    .option('--checkpoint-every <time>', 'time between checkpoints', duration, 300);
  return withCommonOptions(command);
}

/** What was set, from the command line; or from the run that is resumed. */
function settingsOf<Settings extends TrainingSettings>(
  algorithm: Settings['algorithm'],
  command: Command,
): Settings {
  const options = command.opts();
  const settings = Object.fromEntries(
    Object.entries(options)
      .filter(([name]) => !limits.has(name))
      .map(([name, value]) => [name, paths.has(name) ? resolve(value) : value]),
  );
  const given = { algorithm, ...settings } as unknown as Settings;
  return options.resume ? resumedSettings(command, given) : given;
}

function resumedSettings<Settings extends TrainingSettings>(
  command: Command,
  given: Settings,
): Settings {
  const file = join(outOf(command.opts(), given), 'config.json');
  if (!existsSync(file)) {
    throw new Error(`train: expected a run to resume, got no ${file}. Name its folder with --out.`);
  }
  const saved = readSettings(file);
  if (saved.algorithm !== given.algorithm) {
    throw new Error(
      `train: expected a run of ${given.algorithm}, got one of ${saved.algorithm} in ${file}.`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    if (command.getOptionValueSource(name) !== 'cli') continue;
    if (changeable.has(name)) saved[name] = value;
    else if (!isDeepStrictEqual(saved[name], value)) {
      throw new Error(
        `train: expected --${kebab(name)} ${saved[name]} as the run began, got ${value}. ` +
          'Leave it out to resume, or begin another run with another --out.',
      );
    }
  }
  return saved as unknown as Settings;
}

function readSettings(file: string): Record<string, unknown> {
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`train: expected JSON in ${file}, got something else. The file is damaged.`, {
      cause,
    });
  }
  const isRecord = typeof config === 'object' && config !== null;
  const { backend: _, started: __, ...saved } = (isRecord ? config : {}) as Record<string, unknown>;
  return saved;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const outOf = (options: { out?: string }, { algorithm }: TrainingSettings) =>
  options.out ?? join('runs', algorithm);

const needed = { gan: ['data'], dual: ['source', 'target'], cyclegan: ['source', 'target'] };

async function start<Settings extends TrainingSettings, Batch>(
  settings: Settings,
  options: TrainOptions,
  makeJob: (settings: Settings) => Promise<TrainingJob<Batch>>,
): Promise<void> {
  checkSettings(settings, options);
  const output = commandOutput(options);
  const runLimits = {
    out: outOf(options, settings),
    resume: options.resume,
    steps: options.steps,
    seconds: options.for,
    checkpointEvery: options.checkpointEvery,
  };
  await refuseOldRun(runLimits);
  const result = await interruptible(output, async (signal) => {
    const backend = await startBackend(options);
    sayBackend(backend, output);
    const job = await makeJob(settings);
    const result = await runTraining(settings, runLimits, { job, output, backend, signal });
    saySlowKernels(backend, output);
    return result;
  });
  output.event('result', result);
  tell(result, { settings, options, output });
}

function checkSettings(settings: TrainingSettings, options: TrainOptions): void {
  for (const name of needed[settings.algorithm]) {
    if ((settings as unknown as Record<string, unknown>)[name] === undefined) {
      throw new UsageError(
        `train: expected --${name}, got nothing. See ikat train ${settings.algorithm} --help.`,
      );
    }
  }
  if (options.steps === undefined && options.for === undefined) {
    throw new UsageError('train: expected --steps or --for, got neither. Try --for 5m.');
  }
  if (adversarialLosses[settings.loss] === undefined) {
    throw new Error(`train: expected a loss that there is, got ${settings.loss} in config.json.`);
  }
  if ('only' in settings !== 'labels' in settings) {
    throw new UsageError('train: expected --labels and --only together, got one of them.');
  }
  if ('size' in settings && settings.size % 4 !== 0) {
    throw new UsageError(`train: expected a --size that is a multiple of 4, got ${settings.size}.`);
  }
}

interface Told {
  settings: TrainingSettings;
  options: TrainOptions;
  output: Output;
}

function tell(result: RunResult, { settings, options, output }: Told) {
  const { step, out, models, report, finished, seconds } = result;
  if (!finished) {
    const left = Math.max(1, Math.ceil((options.for ?? 0) - seconds));
    const limit = options.steps === undefined ? `--for ${left}s` : `--steps ${options.steps}`;
    throw new Error(
      `interrupted at step ${step}; everything is saved. Go on with:\n` +
        `  ikat train ${settings.algorithm} --out ${JSON.stringify(out)} --resume ${limit}`,
    );
  }
  output.say(`Trained to step ${step}.`);
  if (settings.algorithm === 'dual' && step <= settings.learningSteps) {
    output.warn(
      `The transfer has not begun: both GANs learn their styles up to step ${settings.learningSteps}. ` +
        'Go on with --resume, or begin with a smaller --learning-steps.',
    );
  }
  output.say(`Report: ${report}`);
  output.say(`Models:\n${models.map((model) => `  ${model}`).join('\n')}`);
}
