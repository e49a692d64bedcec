import { sayBackend, saySlowKernels, startBackend } from '../backend.js';
import { interruptible } from '../interrupt.js';
import { commandOutput, type Output } from '../output.js';
import type { TrainingJob } from '../training/job.js';
import { type RunResult, refuseOldRun, runTraining } from '../training/run-training.js';
import { adversarialLosses, type TrainingSettings } from '../training/settings.js';
import { UsageError } from '../usage-error.js';
import type { TrainOptions } from './train-options.js';
import { outOf } from './train-settings.js';

const needed = {
  gan: ['data'],
  dual: ['source', 'target'],
  cyclegan: ['source', 'target'],
  style: ['photos', 'style'],
};

/** Trains as the settings say, for as long as the options say. */
export async function startTraining<Settings extends TrainingSettings, Batch>(
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
  const result = await interruptible(
    output,
    'Stopping after this step and saving',
    async (signal) => {
      const backend = await startBackend(options);
      sayBackend(backend, output);
      const job = await makeJob(settings);
      const result = await runTraining(settings, runLimits, { job, output, backend, signal });
      saySlowKernels(backend, output);
      return result;
    },
  );
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
  if (settings.algorithm === 'style' && settings.photoSize < settings.size) {
    throw new UsageError(
      `train: expected a --photo-size of at least ${settings.size}, got ${settings.photoSize}. Crops cannot be larger than the photographs.`,
    );
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
