// The proof that both sides do the same work: from the same weights, batch and draws, the same losses.
import { join } from 'node:path';

const steps = 3;

/**
 * How far the losses may lie apart, as parts of the loss where that is above 1, and at which learning rate.
 *
 * Through the instance norms of a CycleGAN rounding changes gradients by a thousandth: with 2e-4 PyTorch's own
 * losses in float32 and float64 differ by 0.0007 in the second step and 0.004 in the third. With a hundredth
 * of that they differ by 9e-6 and 1e-5, while half the identity weight makes 8e-5 and 2e-4, half the
 * cycle weight 0.003 and 0.006, and a wrong decay 0.001 in the third.
 */
const demands = {
  cyclegan: { tolerance: 5e-5, learningRate: 2e-6 },
  gan: { tolerance: 1e-5, learningRate: 2e-4 },
  inference: { tolerance: 1e-4 },
};

const strict = (options) => ({ ...options, learningRate: demands[options.kind].learningRate });

const difference = (a, b) => Math.abs(a - b) / Math.max(1, Math.abs(b));

function largest(ours, theirs) {
  const names = Object.keys(theirs);
  if (Object.keys(ours).toSorted().join() !== names.toSorted().join()) {
    throw new Error(`expected the losses ${names}, got ${Object.keys(ours)}.`);
  }
  return Math.max(...names.map((name) => difference(ours[name], theirs[name])));
}

async function losses(side, count) {
  const list = [];
  for (let step = 0; step < count; step++) {
    list.push((await side.ask({ do: 'step', losses: true })).losses);
  }
  return list;
}

async function lossesAndClose(side, count) {
  const list = await losses(side, count);
  await side.stop();
  return list;
}

function differencesOf({ kind }, ours, theirs) {
  const differences = ours.map((ofStep, index) => largest(ofStep, theirs[index]));
  if (Math.max(...differences) <= demands[kind].tolerance) return differences;
  throw new Error(
    `expected the same losses, got differences of ${differences}.\n${JSON.stringify({ ours, theirs })}`,
  );
}

/** The largest differences of the losses of three steps; throws when they are too large. */
export async function checkSameWork({ start, folder }, { id, options }) {
  const file = join(folder, `${id.replaceAll('/', '-')}.safetensors`);
  const ikat = await start.ikat(strict({ ...options, mode: 'recorded' }));
  await ikat.ask({ do: 'listen' });
  const ours = await losses(ikat, steps);
  await ikat.ask({ do: 'dump', file });
  await ikat.stop();
  const torch = await start.torch(strict(options));
  await torch.ask({ do: 'load', file });
  return { file, differences: differencesOf(options, ours, await lossesAndClose(torch, steps)) };
}

/** The same of compiled and recorded steps, replays among them: those too must draw, pool and decay. */
export async function checkCompiled({ start }, { options }) {
  const run = async (mode) => lossesAndClose(await start.ikat(strict({ ...options, mode })), 5);
  const [recorded, compiled] = [await run('recorded'), await run('compiled')];
  return differencesOf(options, compiled, recorded);
}
