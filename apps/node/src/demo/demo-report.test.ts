import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { picture, scratchFolder } from '../testing.js';
import { writeDemoReport } from './demo-report.js';

const folder = scratchFolder();

/** A run folder as `ikat train` leaves it, as far as the report reads it. */
function run(name: string, config: object, steps: number[]) {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'config.json'), JSON.stringify(config));
  const lines = steps.map((step) => `${JSON.stringify({ step, diversity: 0.2 + step / 1e6 })}\n`);
  writeFileSync(join(folder, name, 'log.jsonl'), lines.join(''));
}

test('counts the steps of transfer to the last, and advises what is not on', async () => {
  const steps = Array.from({ length: 31 }, (_, step) => step);
  run('gan', { r1: 1 }, steps);
  run('dual', { learningSteps: 10, r1: 0 }, steps);
  await picture(join(folder, 'stylized.png'));
  const found = { seconds: 60, backend: 'cpu', painting: [], judging: [] };
  const text = readFileSync(await writeDemoReport(folder, found), 'utf8');
  expect(text).toContain('this run made 20 steps of transfer');
  expect(text).not.toContain('source&#39;s');
  const [, gan, dual] = text.split('<section');
  expect(gan).toContain('Every training begins like that');
  expect(gan).not.toContain('gradient penalty');
  expect(dual).toContain('gradient penalty');
});
