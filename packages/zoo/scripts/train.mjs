// Trains one model of the zoo and puts it, with its card, into models/.
//
//   node packages/zoo/scripts/train.mjs <name> [--data <folder>] [--threads <number>] [--runs <folder>]
//
// Everything it needs besides the built repository is in @ikat/samples; models of other pictures
// (see recipes.mjs) need the whole image set. An interrupted training goes on where it was.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { samplesFolder } from '@ikat/samples';
import { prepareData } from './prepare-data.mjs';
import { publish } from './publish.mjs';
import { optionsOf, recipes } from './recipes.mjs';

const ikat = fileURLToPath(new URL('../../../apps/node/dist/main.js', import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: samplesFolder },
    runs: { type: 'string', default: 'runs/zoo' },
    threads: { type: 'string' },
    /** Only measures and writes what was trained before. */
    'only-publish': { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const recipe = recipes[name];
if (!recipe) {
  throw new Error(
    `train: expected the name of a recipe, got ${name}. There are ${Object.keys(recipes).join(', ')}.`,
  );
}
const run = resolve(values.runs, name);
const data = join(run, 'data');
const prepared = prepareData(recipe, { dataset: resolve(values.data), folder: data });
if (!values['only-publish']) train();
await publish(name, recipe, { run, data, prepared, seconds: secondsOf(run) });

function train() {
  const out = join(run, 'run');
  const resumed = existsSync(join(out, 'checkpoints')) && readdirSync(join(out, 'checkpoints'))[0];
  const limits = ['--out', out, '--steps', `${recipe.steps}`, '--checkpoint-every', '120s'];
  const threads = values.threads ? ['--threads', values.threads] : [];
  const settings = resumed
    ? ['--resume']
    : [
        '--photos',
        join(data, 'photos'),
        '--style',
        join(data, 'style'),
        ...fromOf(),
        ...optionsOf(recipe),
      ];
  const args = ['train', 'style', ...settings, ...limits, ...threads];
  const { status } = spawnSync(process.execPath, [ikat, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** A recipe may begin with the weights of another's run, unrounded. */
function fromOf() {
  if (!recipe.from) return [];
  const model = resolve(values.runs, recipe.from, 'run', 'models', 'generator');
  if (!existsSync(model)) {
    throw new Error(
      `train: expected ${model} to begin with, got nothing. Train ${recipe.from} first.`,
    );
  }
  return ['--from', model];
}

/** Seconds of training, those of resumed parts included. */
function secondsOf(run) {
  const lines = readFileSync(join(run, 'run', 'log.jsonl'), 'utf8')
    .trim()
    .split('\n');
  let [total, before] = [0, 0];
  for (const { seconds } of lines.map((line) => JSON.parse(line))) {
    if (seconds < before) total += before;
    before = seconds;
  }
  return total + before;
}
