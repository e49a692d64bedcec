// The proof that both sides do the same work: from the same weights, batch and draws, the same losses.
import { join } from 'node:path';

/** Of the first step; the second one starts from updated weights. */
export const tolerance = 1e-4;

/**
 * The second step's may differ by more: Adam's first update is the learning rate times the sign of
 * the gradient, and that of a bias ahead of an instance norm, 0 in truth, is rounding.
 */
export const secondTolerance = 1e-2;

const difference = (a, b) => Math.abs(a - b) / Math.max(1, Math.abs(b));

function largest(ours, theirs) {
  const names = Object.keys(theirs);
  if (Object.keys(ours).toSorted().join() !== names.toSorted().join()) {
    throw new Error(`expected the losses ${names}, got ${Object.keys(ours)}.`);
  }
  return Math.max(...names.map((name) => difference(ours[name], theirs[name])));
}

async function losses(side, steps) {
  const list = [];
  for (let step = 0; step < steps; step++) {
    list.push((await side.ask({ do: 'step', losses: true })).losses);
  }
  return list;
}

/** The largest differences of the losses of two steps; throws when they are too large. */
export async function checkSameWork({ start, folder }, { id, options }) {
  const file = join(folder, `${id.replaceAll('/', '-')}.safetensors`);
  const ikat = await start.ikat({ ...options, mode: 'recorded' });
  await ikat.ask({ do: 'listen' });
  const ours = await losses(ikat, 2);
  await ikat.ask({ do: 'dump', file });
  await ikat.stop();
  const torch = await start.torch(options);
  await torch.ask({ do: 'load', file });
  const theirs = await losses(torch, 2);
  await torch.stop();
  const differences = ours.map((ofStep, index) => largest(ofStep, theirs[index]));
  const [first, second] = differences;
  if (!(first <= tolerance && second <= secondTolerance)) {
    throw new Error(
      `expected the same losses, got ${JSON.stringify(ours)} and PyTorch ${JSON.stringify(theirs)}.`,
    );
  }
  return { file, differences };
}

/** The largest difference of the losses of some steps, compiled and not: a compiled step draws too. */
export async function checkCompiled({ start }, { options }) {
  const lists = [];
  for (const mode of ['recorded', 'compiled']) {
    const side = await start.ikat({ ...options, mode });
    lists.push(await losses(side, 5));
    await side.stop();
  }
  const [recorded, compiled] = lists;
  const differences = compiled.map((ofStep, index) => largest(ofStep, recorded[index]));
  if (!(Math.max(...differences) <= secondTolerance)) {
    throw new Error(
      `expected compiled steps to give the recorded ones' losses, got ${differences}.`,
    );
  }
  return differences;
}
