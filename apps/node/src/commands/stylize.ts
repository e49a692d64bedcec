import { Command } from 'commander';
import { sayBackend, saySlowKernels, startBackend } from '../backend.js';
import { interruptible } from '../interrupt.js';
import {
  duration,
  LARGEST_SIDE,
  memorySize,
  numberIn,
  wholeNumber,
  withCommonOptions,
} from '../options.js';
import { commandOutput, type Output } from '../output.js';
import { type Made, paintPictures } from '../picture-stream.js';
import { UsageError } from '../usage-error.js';
import { planJobs } from './stylize-jobs.js';
import { sayLosses } from './stylize-losses.js';
import {
  makePainter,
  type PainterContext,
  STEPS,
  STYLE_RESULT_SIDE,
  type StylizeOptions,
} from './stylize-painters.js';
import { modelPath } from './zoo-model.js';

/** `ikat stylize`: pictures by a trained generator, or after one picture. */
export function stylizeCommand(): Command {
  const command = new Command('stylize')
    .description('Paint pictures with a trained generator, or after one style picture.')
    .argument('<images...>', 'pictures, or folders of pictures')
    .option('--model <path>', 'the model folder of a generator, an .onnx file, or zoo:<name>')
    .option('--style <pictures...>', 'one style picture or several (no training needed)')
    .option(
      '--out <path>',
      'a file for one picture, a folder for more (default: stylized/, each after its style)',
    )
    .option('--force', 'replace results that are there', false)
    .option(
      '--max-side <pixels>',
      `longest side of the result (default: ${STYLE_RESULT_SIDE} with --style, the picture's own with --model)`,
      wholeNumber(16, LARGEST_SIDE),
    )
    .option(
      '--max-memory <size>',
      'with --model, larger pictures are painted in strips: 800MB, 3GB (default: half of all)',
      memorySize,
    )
    .option(
      '--steps <number>',
      `updates of the picture, with --style (default: ${STEPS})`,
      wholeNumber(1),
    )
    .option('--for <time>', 'time for each picture instead, with --style: 90s, 5m', duration)
    .option('--style-weight <number>', 'style against content, with --style', numberIn(0.001), 30)
    .option(
      '--style-scale <number>',
      'size of the style picture against the content, with --style',
      numberIn(0.05, 10),
      1,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat stylize photo.jpg --model zoo:ukiyo-e --out print.jpg\n' +
        '  $ ikat stylize photo.jpg --style wave.jpg\n' +
        '  $ ikat stylize photo.jpg --style wave.jpg --max-side 512 --steps 150 --out result.png\n' +
        '  $ ikat stylize photos --model runs/dual/models/sourceGenerator --out painted' +
        '\n  $ ikat stylize mural.tif --model monet.onnx --max-memory 3GB --out painted.tif',
    );
  return withCommonOptions(command).action(stylizeAll);
}

async function stylizeAll(inputs: string[], given: StylizeOptions): Promise<void> {
  const output = commandOutput(given);
  checkOptions(given);
  const options = given.model === undefined ? given : { ...given, model: modelPath(given.model) };
  const jobs = planJobs(inputs, given);
  const backend = await startBackend(options);
  sayBackend(backend, output);
  await sayLosses(inputs, jobs, output);
  await interruptible(output, 'Stopping; the pictures written so far are whole', (signal) =>
    paintAll(jobs, { options, output, signal, backend }),
  );
  saySlowKernels(backend, output);
}

async function paintAll(jobs: ReturnType<typeof planJobs>, context: PainterContext): Promise<void> {
  const { output, signal } = context;
  const painter = await makePainter(context);
  const failures: string[] = [];
  try {
    for await (const made of paintPictures(jobs, painter, signal)) {
      if (!('error' in made)) tell(made, output);
      else if (jobs.length === 1 && !signal.aborted) throw made.error;
      else {
        failures.push(made.error.message);
        output.warn(`Left out ${made.job.from}: ${made.error.message}`);
      }
    }
  } finally {
    await painter.dispose();
  }
  finish(jobs.length, failures, signal);
}

function tell(made: Exclude<Made, { error: Error }>, output: Output): void {
  const { job, width, height, seconds } = made;
  output.say(`${job.to} (${width} x ${height}, ${seconds.toFixed(1)} s)`);
  output.event('stylized', { ...job, width, height, seconds });
}

function checkOptions({ model, style }: StylizeOptions): void {
  if ((model === undefined) === (style === undefined)) {
    throw new UsageError(
      `stylize: expected --model or --style, got ${model === undefined ? 'neither' : 'both'}. See ikat stylize --help.`,
    );
  }
}

function finish(count: number, failures: string[], signal: AbortSignal): void {
  if (signal.aborted)
    throw new Error('stylize: interrupted; the pictures written so far are whole.');
  if (failures.length === 0) return;
  throw new Error(
    `stylize: ${failures.length} of ${count} pictures could not be made; the others are there.`,
  );
}
