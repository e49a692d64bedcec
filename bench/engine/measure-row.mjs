// One row of the table, from the check to the memory.
import { checkCompiled, checkSameWork } from './check.mjs';
import { watchOthers } from './disturbance.mjs';
import { alone, inPairs, summary, warmUp } from './pairs.mjs';
import { median } from './statistics.mjs';

const unchecked = { differences: undefined, file: undefined };

async function checked(bench, row) {
  if (!bench.start.torch) return unchecked;
  const known = `${row.backend}/${row.work}`;
  if (!bench.checks.has(known)) bench.checks.set(known, await checkSameWork(bench, row));
  return bench.checks.get(known);
}

const counts = ({ pairs, quick }, { slow }) => ({
  warm: slow ? 1 : 5,
  pairs: quick || slow ? Math.min(pairs, 3) : pairs,
});

async function timed({ start }, { options }, { file, warm, pairs }) {
  const ours = await start.ikat(options);
  const theirs = await start.torch?.(options);
  await theirs?.ask({ do: 'load', file });
  const first = await warmUp(ours, warm);
  if (theirs) await warmUp(theirs, Math.max(warm, 2));
  const othersSince = watchOthers(theirs ? [ours, theirs] : [ours]);
  const list = theirs ? await inPairs([ours, theirs], pairs) : await alone(ours, pairs);
  const others = othersSince();
  const { peak, programs } = await ours.ask({ do: 'memory' });
  const memory = { ours: peak, torch: (await theirs?.ask({ do: 'memory' }))?.peak };
  const recording =
    options.mode === 'recorded' && options.backend === 'onnx'
      ? await ours.ask({ do: 'recording' })
      : undefined;
  await ours.stop();
  await theirs?.stop();
  return {
    first,
    list,
    others,
    memory,
    programs,
    recording,
    about: { ours: ours.about, torch: theirs?.about },
  };
}

/** Seconds that the first steps took more than later ones: tracing, compiling, warming up. */
function startingCost(first, list) {
  const usual = median(list.map(({ ours }) => ours.milliseconds));
  return first.reduce((sum, time) => sum + Math.max(0, time - usual), 0) / 1000;
}

/** Everything that is known of a row, as results.json keeps it. */
export async function measureRow(bench, row) {
  const { file, differences } = await checked(bench, row);
  const compiled = row.mode === 'compiled' ? await checkCompiled(bench, row) : undefined;
  const { first, list, ...facts } = await timed(bench, row, { file, ...counts(bench, row) });
  const { id, title, backend, mode, threads, goal } = row;
  return {
    ...{ id, title, backend, mode, threads, goal },
    ...summary(list),
    ...facts,
    startSeconds: startingCost(first, list),
    check: { differences, compiled },
    pairs: list,
  };
}
