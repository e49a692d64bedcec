import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

type Layer = LayersModel['layers'][number];
type Weight = Layer['weights'][number];

/** All layers of a network in order, those of nested networks in their place. */
export function layersOf(network: LayersModel): Layer[] {
  return network.layers.flatMap((layer) =>
    'layers' in layer ? layersOf(layer as LayersModel) : [layer],
  );
}

/** Names that tfjs made up (`conv2d_Conv2D17`) count on in the whole process: count in the network. */
function stableNames(layers: Layer[]): string[] {
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const kind = layer.getClassName();
    const automatic = new RegExp(`^[a-z0-9_]+_${kind}\\d+$`);
    if (!automatic.test(layer.name)) return layer.name;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}${count}`;
  });
}

function weightEntries(network: LayersModel): [string, Weight][] {
  const layers = layersOf(network);
  const names = stableNames(layers);
  const entries = new Map<Weight, string>();
  const taken = new Set<string>();
  for (const [index, layer] of layers.entries()) {
    for (const weight of layer.weights) {
      if (entries.has(weight)) continue;
      const own = weight.originalName.replace(`${layer.name}/`, '');
      let name = `${names[index]}/${own}`;
      for (let again = 2; taken.has(name); again++) name = `${names[index]}_${again}/${own}`;
      taken.add(name);
      entries.set(weight, name);
    }
  }
  return [...entries].map(([weight, name]) => [name, weight]);
}

function collect(networks: Record<string, LayersModel>, wanted: (weight: Weight) => boolean) {
  return Object.fromEntries(
    Object.entries(networks).flatMap(([network, model]) =>
      weightEntries(model)
        .filter(([, weight]) => wanted(weight))
        .map(([name, weight]) => [`${network}/${name}`, weight.read() as tf.Variable]),
    ),
  );
}

/**
 * The trainable variables of named networks as `network/layer/weight`.
 *
 * The keys are the same for every instance in every process: the numbers that tfjs adds to the
 * names of layers and variables are not in them.
 *
 * @example
 * ```ts
 * import { mlpGenerator } from '@ikat/models';
 * import { networkVariables } from '@ikat/trainer';
 *
 * const variables = networkVariables({ generator: mlpGenerator() });
 * console.log(Object.keys(variables)[0]?.startsWith('generator/')); // true
 * ```
 */
export function networkVariables(
  networks: Record<string, LayersModel>,
): Record<string, tf.Variable> {
  return collect(networks, (weight) => weight.trainable);
}

/** All variables of named networks, those that are not trained as well; keys as {@link networkVariables}. */
export function networkWeights(networks: Record<string, LayersModel>): Record<string, tf.Variable> {
  return collect(networks, () => true);
}
