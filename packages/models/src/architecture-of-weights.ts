import { inferArchitecture } from './infer-architecture.js';
import { type InferredArchitecture, nearestArchitecture } from './nearest-architecture.js';
import { TorchNames, type TorchShapes } from './torch-names.js';

/** A factory's name and its options, as in a model's card. */
export interface ArchitectureChoice {
  name: string;
  options?: Record<string, string | number | boolean> | undefined;
}

/**
 * The network to give weights to: the one that is said, or the one that comes nearest; what is not
 * said of its options, names and shapes tell.
 *
 * A file that lacks something gets the network that would have it, so that all of it can be listed.
 *
 * @throws RangeError when no kind of network can be recognised and none is said, or the network would
 *   be much larger than the file
 */
export function architectureOfWeights(
  weights: TorchShapes,
  said?: ArchitectureChoice,
): ArchitectureChoice {
  const names = new TorchNames(weights);
  const nearest = nearestArchitecture(names);
  if (nearest === undefined || (said && said.name !== nearest.name)) {
    return said ?? inferArchitecture(weights);
  }
  const merged = { name: nearest.name, options: { ...nearest.options, ...said?.options } };
  const isBuildable = names.doubts.length === 0 || mayBeBuilt(merged, weights);
  return isBuildable ? merged : inferArchitecture(weights);
}

/** A damaged file must not make a network that fills the memory: eight times its size is enough. */
function mayBeBuilt({ name, options }: InferredArchitecture, weights: TorchShapes): boolean {
  const sizes = Object.values(weights).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  const [filters, channels] = [Number(options.filters), Number(options.channels)];
  const most = 8 * sizes.reduce((a, b) => a + b, 0);
  return filters >= 1 && channels >= 1 && channels <= 64 && innerWeights[name](options) <= most;
}

type Count = (options: InferredArchitecture['options']) => number;

/** Weights of a stack of 4x4 convolutions whose widths double up to eight times the first. */
const stack = (levels: unknown, filters: unknown): number => {
  const width = (level: number) => Number(filters) * Math.min(2 ** level, 8);
  return Array.from(
    { length: Number(levels) },
    (_, level) => width(level) * width(level + 1) * 16,
  ).reduce((a, b) => a + b, 0);
};

/** About the weights of a network's inner convolutions. */
const innerWeights: Readonly<Record<InferredArchitecture['name'], Count>> = {
  resnetGenerator: ({ blocks, filters }) => 2 * Number(blocks) * 9 * (4 * Number(filters)) ** 2,
  unetGenerator: ({ downs, filters }) => 3 * stack(Number(downs) - 1, filters),
  patchDiscriminator: ({ layers, filters }) => stack(layers, filters),
  pixelDiscriminator: ({ filters }) => 2 * Number(filters) ** 2,
};
