// Steps of both sides in turns: only one computes at a time, and what disturbs one disturbs the other.
import { setTimeout as pause } from 'node:timers/promises';
import { median, spread } from './statistics.mjs';

/** Threads of a pool go on spinning for a while after their work; the other side waits for that. */
const rest = 50;

/** A step of one side; `resting` is the processor time that the other side took from it. */
async function turn(side, other) {
  await pause(rest);
  const before = other?.processorTime();
  const answer = await side.ask({ do: 'step' });
  return other ? { ...answer, resting: other.processorTime() - before } : answer;
}

/** Step by step until it is fast; what the first steps took longer is what it costs to start. */
export async function warmUp(side, steps) {
  const times = [];
  for (let step = 0; step < steps; step++) times.push((await turn(side)).milliseconds);
  return times;
}

async function pair([ours, theirs], index) {
  if (index % 2 === 0) {
    const first = await turn(ours, theirs);
    return { ours: first, torch: await turn(theirs, ours) };
  }
  const first = await turn(theirs, ours);
  return { ours: await turn(ours, theirs), torch: first };
}

/** Pairs of steps; the order changes from pair to pair. */
export async function inPairs(sides, count) {
  const pairs = [];
  for (let index = 0; index < count; index++) pairs.push(await pair(sides, index));
  return pairs;
}

export async function alone(side, count) {
  const steps = [];
  for (let index = 0; index < count; index++) steps.push({ ours: await turn(side) });
  return steps;
}

const timesOf = (pairs, name) => ({
  ...spread(pairs.map((one) => one[name].milliseconds)),
  processor: median(pairs.map((one) => one[name].processor)),
});

/** The processor time of the side that rested, as a part of the time of the one that worked. */
function restingShare(pairs) {
  const turns = pairs.flatMap(({ ours, torch }) => [ours, torch]);
  const total = (name) => turns.reduce((sum, one) => sum + one[name], 0);
  return total('resting') / total('milliseconds');
}

/** Medians of both, and of the ratio pair by pair: PyTorch's time over ours, above 1 if we are faster. */
export function summary(pairs) {
  const ours = timesOf(pairs, 'ours');
  if (!pairs[0].torch) return { ours };
  const ratio = spread(pairs.map(({ ours, torch }) => torch.milliseconds / ours.milliseconds));
  return { ours, torch: timesOf(pairs, 'torch'), ratio, restingShare: restingShare(pairs) };
}
