import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { samplePaths } from '@ikat/samples';
import { Command } from 'commander';
import { writeDemoReport } from '../demo/demo-report.js';
import { printFile } from '../demo/print-file.js';
import { type IkatEvent, runIkat } from '../demo/run-ikat.js';
import { wholeNumber } from '../options.js';
import { commandOutput, type Output } from '../output.js';

interface DemoOptions {
  quick: boolean;
  out: string;
  seed: number;
  json: boolean;
}

/** Seconds for each part. The two lanes run side by side where there are two cores. */
const budgets = {
  full: { glyphs: 260, transfer: 165, learningSteps: 60, picture: 80 },
  quick: { glyphs: 58, transfer: 28, learningSteps: 10, picture: 28 },
};

/** `ikat demo`: the whole system of the essay, on the sample pictures. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('See the whole system work on the sample pictures, in about five minutes.')
    .option('--quick', 'in about 90 seconds', false)
    .option('--out <folder>', 'where to write', join('runs', 'demo'))
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      "\nIt trains the essay's GAN on glyphs, trains its two-GAN transfer from photographs to\n" +
        'ukiyo-e, paints a photograph after a print, and lets the target discriminator judge.\n\n' +
        'Examples:\n  $ ikat demo\n  $ ikat demo --quick --out /tmp/demo',
    )
    .action(demonstrate);
}

async function demonstrate({ quick, out, seed, json }: DemoOptions): Promise<void> {
  const output = commandOutput({ json });
  const started = performance.now();
  const budget = quick ? budgets.quick : budgets.full;
  const common = ['--seed', String(seed), '--threads', String(threadsOfLane())];
  const context = { out, common, output };
  const lanes = [
    () => glyphLane(context, budget.glyphs),
    () => pictureLane(context, budget),
  ] as const;
  removeOldParts(out);
  output.say(`Running the demo into ${out}, part by part, with these commands:`);
  const [, findings] =
    availableParallelism() > 1
      ? await Promise.all([lanes[0](), lanes[1]()])
      : [await lanes[0](), await lanes[1]()];
  const seconds = (performance.now() - started) / 1000;
  const report = await writeDemoReport(out, { ...findings, seconds });
  output.event('result', { report, seconds });
  for (const line of verdict(findings.judging)) output.say(line);
  output.say(`\nDone in ${Math.round(seconds)} s. Open ${relative('.', report)} in a browser.`);
}

/** What an earlier demo left in its folder; nothing else is touched. */
function removeOldParts(out: string): void {
  for (const part of ['gan', 'dual', 'stylized.png', 'report.html']) {
    rmSync(join(out, part), { recursive: true, force: true });
  }
}

function verdict(judging: readonly IkatEvent[]): string[] {
  return judging
    .filter(({ event }) => event === 'judged')
    .map(({ image, probability }) => {
      const share = (probability as number).toFixed(2);
      return `The target discriminator takes ${basename(image as string)} for its style with probability ${share}.`;
    });
}

/** Two lanes share the machine. */
const threadsOfLane = () => Math.max(1, Math.floor(availableParallelism() / 2));

interface DemoContext {
  out: string;
  /** Options of every command. */
  common: string[];
  output: Output;
}

async function glyphLane({ out, common, output }: DemoContext, seconds: number): Promise<void> {
  const latin = ['--labels', samplePaths.glyphLabels, '--only', '0'];
  const data = ['--data', samplePaths.glyphs, ...latin];
  // Settings that show strokes after minutes: a fast rate, made stable by the R1 penalty.
  const fast = ['--batch', '32', '--learning-rate', '0.001', '--r1', '1', '--ema', '0.9'];
  const where = ['--out', join(out, 'gan'), '--for', `${seconds}s`];
  await runIkat('glyphs', ['train', 'gan', ...data, ...fast, ...where, ...common], output);
}

async function pictureLane(
  { out, common, output }: DemoContext,
  { transfer, learningSteps, picture }: (typeof budgets)['full'],
) {
  const dual = ['train', 'dual', '--source', samplePaths.photos, '--target', samplePaths.ukiyoe];
  const size = ['--size', '64', '--filters', '12', '--blocks', '3'];
  const learning = ['--learning-steps', String(learningSteps)];
  const where = ['--out', join(out, 'dual'), '--for', `${transfer}s`];
  const training = await runIkat(
    'two GANs',
    [...dual, ...size, ...learning, ...where, ...common],
    output,
  );
  const result = join(out, 'stylized.png');
  const paint = ['stylize', samplePaths.photo, '--style', printFile];
  const budget = ['--max-side', '256', '--for', `${picture}s`, '--out', result];
  const painting = await runIkat('painting', [...paint, ...budget, ...common], output);
  const pictures = [samplePaths.photo, printFile, result];
  const model = ['--model', join(out, 'dual', 'models', 'targetDiscriminator'), '--size', '64'];
  const judging = await runIkat('judging', ['judge', ...pictures, ...model], output);
  const backend = String(training.find(({ event }) => event === 'backend')?.description);
  return { backend, painting, judging };
}
