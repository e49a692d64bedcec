import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { listImages, readImage, writeImage } from '@ikat/data/node';
import { inception } from '@ikat/features';
import { stylize } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import { optimiseImage } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import { sayBackend, startBackend } from '../backend.js';
import { interruptible } from '../interrupt.js';
import {
  type CommonOptions,
  duration,
  LARGEST_SIDE,
  numberIn,
  wholeNumber,
  withCommonOptions,
} from '../options.js';
import { commandOutput, type Output } from '../output.js';
import { UsageError } from '../usage-error.js';

interface StylizeOptions extends CommonOptions {
  model?: string;
  style?: string[];
  out?: string;
  maxSide?: number;
  steps?: number;
  for?: number;
  styleWeight: number;
  styleScale: number;
}

/** One picture in, one out; the result is the caller's. */
type Painter = (picture: tf.Tensor4D, label: string) => Promise<tf.Tensor4D>;

/** Which file becomes which. */
interface Job {
  from: string;
  to: string;
}

interface PainterContext {
  options: StylizeOptions;
  output: Output;
  signal: AbortSignal;
}

const STEPS = 120;
// The style is measured at about the size of the result: more pixels would be thrown away.
const STYLE_SIDE = 2048;
const DEFAULT_SIDE = { style: 256, model: 1024 };

/** `ikat stylize`: pictures by a trained generator, or after one picture. */
export function stylizeCommand(): Command {
  const command = new Command('stylize')
    .description('Paint pictures with a trained generator, or after one style picture.')
    .argument('<images...>', 'pictures, or folders of pictures')
    .option('--model <folder>', 'the model folder of a generator')
    .option('--style <pictures...>', 'one style picture or several (no training needed)')
    .option('--out <path>', 'a file for one picture, a folder for more (default: stylized/)')
    .option(
      '--max-side <pixels>',
      `longest side of the result (default: ${DEFAULT_SIDE.style} with --style, ${DEFAULT_SIDE.model} with --model)`,
      wholeNumber(16, LARGEST_SIDE),
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
      '\nExamples:\n  $ ikat stylize photo.jpg --style wave.jpg\n' +
        '  $ ikat stylize photo.jpg --style wave.jpg --max-side 512 --steps 150 --out result.png\n' +
        '  $ ikat stylize photos --model runs/dual/models/sourceGenerator --out painted',
    );
  return withCommonOptions(command).action(stylizeAll);
}

async function stylizeAll(inputs: string[], options: StylizeOptions): Promise<void> {
  const output = commandOutput(options);
  checkOptions(options);
  const jobs = plan(inputs, options);
  const info = await startBackend(options);
  sayBackend(info, output);
  await interruptible(output, (signal) => paintFiles(jobs, { options, output, signal }));
}

async function paintFiles(jobs: Job[], context: PainterContext): Promise<void> {
  const { options, output, signal } = context;
  const { paint, side, dispose } = await (options.model
    ? generatorPainter(options.model)
    : stylePainter(context));
  const failures: string[] = [];
  try {
    for (const { from, to } of jobs) {
      if (signal.aborted) break;
      try {
        await paintFile(from, to, { paint, side: options.maxSide ?? side, output });
      } catch (error) {
        if (jobs.length === 1) throw error;
        failures.push((error as Error).message);
        output.warn(`Left out ${from}: ${(error as Error).message}`);
      }
    }
  } finally {
    dispose();
  }
  finish(jobs.length, failures, signal);
}

function checkOptions({ model, style }: StylizeOptions): void {
  if ((model === undefined) === (style === undefined)) {
    throw new UsageError(
      `stylize: expected --model or --style, got ${model === undefined ? 'neither' : 'both'}. See ikat stylize --help.`,
    );
  }
}

function plan(inputs: string[], { out, style = [] }: StylizeOptions): Job[] {
  const jobs = targets(inputs, out);
  const taken = new Set([...jobs.map(({ from }) => from), ...style].map(realPath));
  for (const { from, to } of jobs) {
    if (taken.has(realPath(to))) {
      throw new Error(
        `stylize: expected ${to} to be free, got a picture of this run there. Choose another --out than ${from} comes from.`,
      );
    }
    taken.add(realPath(to));
  }
  return jobs;
}

function targets(inputs: string[], out: string | undefined): Job[] {
  const files = inputs.flatMap((input) => listed(input));
  const only = files[0]!;
  if (files.length === 1 && out !== undefined && extname(out) !== '' && !isFolder(out)) {
    return [{ from: only.path, to: out }];
  }
  const folder = out ?? 'stylized';
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Error(
      `stylize: expected a folder to write to, got ${folder}, which cannot be made (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
  return files.map(({ path, name }) => ({ from: path, to: join(folder, `${name}.png`) }));
}

/** The pictures of a file or folder; in a folder, the names of inner folders stay in theirs. */
function listed(input: string): { path: string; name: string }[] {
  const withoutExtension = (path: string) => path.slice(0, path.length - extname(path).length);
  if (!isFolder(input)) return [{ path: input, name: withoutExtension(basename(input)) }];
  return listImages(input).map((path) => ({
    path,
    name: withoutExtension(relative(input, path)).replaceAll(sep, '-'),
  }));
}

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const realPath = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));

async function paintFile(
  from: string,
  to: string,
  { paint, side, output }: { paint: Painter; side: number; output: Output },
): Promise<void> {
  const started = performance.now();
  const picture = await readImage(from, { size: side, fit: 'within' });
  try {
    const painted = await paint(picture, basename(from));
    await writeImage(painted, to).finally(() => painted.dispose());
    const [, height, width] = picture.shape;
    const seconds = (performance.now() - started) / 1000;
    output.say(`${to} (${width} x ${height}, ${seconds.toFixed(1)} s)`);
    output.event('stylized', { from, to, width, height, seconds });
  } finally {
    picture.dispose();
  }
}

async function generatorPainter(folder: string) {
  const { model } = await loadModel(folder);
  const paint: Painter = async (picture) => stylize(model, picture);
  return { paint, side: DEFAULT_SIDE.model, dispose: () => model.dispose() };
}

async function stylePainter({ options, output, signal }: PainterContext) {
  const features = await inception();
  const side = options.maxSide ?? DEFAULT_SIDE.style;
  const styles = await Promise.all(
    options.style!.map((file) => readImage(file, { size: STYLE_SIDE, fit: 'within' })),
  );
  const steps = options.steps ?? (options.for === undefined ? STEPS : undefined);
  const paint: Painter = async (picture, label) => {
    const progress = output.progress(label, options.for ?? steps!, options.for ? 's' : 'steps');
    const started = performance.now();
    let painted: tf.Tensor4D | undefined;
    for await (const preview of optimiseImage(picture, styles, features, {
      ...{ steps, seconds: options.for, seed: options.seed, signal },
      ...{ styleWeight: options.styleWeight, styleScale: options.styleScale, previewEvery: 5 },
    })) {
      const { content, style } = await preview.losses();
      const done = options.for ? (performance.now() - started) / 1000 : preview.step;
      progress.update(done, `content ${content.toFixed(3)}  style ${style.toFixed(4)}`);
      output.event('losses', { label, step: preview.step, content, style });
      if (preview.last) painted = preview.image();
    }
    progress.stop();
    return painted!;
  };
  const dispose = () => {
    tf.dispose(styles);
    features.dispose();
  };
  return { paint, side, dispose };
}

function finish(count: number, failures: string[], signal: AbortSignal): void {
  if (signal.aborted)
    throw new Error('stylize: interrupted; the pictures written so far are whole.');
  if (failures.length === 0) return;
  throw new Error(
    `stylize: ${failures.length} of ${count} pictures could not be made; the others are there.`,
  );
}
