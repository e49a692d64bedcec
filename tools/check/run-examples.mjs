// Runs the compiled examples of one folder, one after the other, in a scratch folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import 'fake-indexeddb/auto';

const [folder, scratch] = process.argv.slice(2);
process.chdir(scratch);

let faults = [];
globalThis.expectLog = (text, ...values) => {
  const printed = format(...values);
  if (printed !== text) faults.push(`expected «${text}», got «${printed}»`);
};
const log = console.log;

let failed = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs'))) {
  faults = [];
  tf.disposeVariables(); // of the examples before: a guard of one would keep those of all
  await tf.setBackend('cpu');
  const started = performance.now();
  console.log = () => {};
  try {
    await import(join(folder, file));
  } catch (error) {
    faults.push(error.stack);
  } finally {
    console.log = log;
  }
  const took = performance.now() - started;
  if (process.env.IKAT_SLOW_EXAMPLES && took > 1000) log(`slow: ${file} ${Math.round(took)} ms`);
  if (faults.length === 0) continue;
  failed++;
  const [place] = readFileSync(join(folder, file.replace('.mjs', '.ts')), 'utf8').split('\n');
  log(`${place.slice(3)} (${file}):\n  ${faults.join('\n  ')}`);
}
process.exit(failed === 0 ? 0 : 1);
