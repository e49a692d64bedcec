// Runs the tests against published values and prints what they compared: value, expected, difference.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'ikat-oracles-'));
const file = join(folder, 'oracles.jsonl');
const ran = spawnSync('pnpm', ['test:oracles'], {
  env: { ...process.env, IKAT_ORACLES: file },
  encoding: 'utf8',
});
if (ran.status !== 0) {
  console.error(ran.stdout, ran.stderr);
  process.exit(1);
}
const tests = new Map();
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const one = JSON.parse(line);
  tests.set(one.name, [...(tests.get(one.name) ?? []), one]);
}
rmSync(folder, { recursive: true });

// Tests of laws (symmetry, order, scale, simulations), which have no published value.
const property =
  /symmetric|order matter|does not|keeps the mean|lies between|simulateRaters|auditScores|caricature|hodgesLehmann|best of all|two pixels|mirror images|palette finds|mean of ratings/;

/** The comparison that is furthest off, relative to what is expected where that is above 1. */
const off = ({ difference, expected }) => difference / Math.max(1, Math.abs(expected));
const short = (value) => String(Number(value.toPrecision(11)));
console.log('| compared with | numbers | value | expected | largest difference |');
console.log('| --- | ---: | ---: | ---: | ---: |');
for (const [name, all] of tests) {
  if (property.test(name)) continue;
  const worst = all.reduce((most, one) => (off(one) > off(most) ? one : most));
  const cells = [
    name.replaceAll('|', '/'),
    all.length,
    short(worst.received),
    short(worst.expected),
  ];
  console.log(`| ${[...cells, worst.difference.toExponential(1)].join(' | ')} |`);
}
