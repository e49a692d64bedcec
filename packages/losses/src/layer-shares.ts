/** The share of each layer, w / sum w, from weights by name; refuses names that no layer has. */
export function layerShares(
  name: string,
  layers: readonly string[],
  weights: Readonly<Record<string, number>> | undefined,
): number[] {
  if (layers.length === 0) {
    throw new RangeError(
      `${name}: expected at least one layer of features, got none. ` +
        'Have the extractor return { layer: maps }.',
    );
  }
  if (weights === undefined) return layers.map(() => 1 / layers.length);
  const stranger = Object.keys(weights).find((layer) => !layers.includes(layer));
  if (stranger !== undefined) {
    throw new RangeError(
      `${name}: expected weights for the layers ${layers.join(', ')}, got one for ${stranger}. ` +
        'Name the layers as the extractor does.',
    );
  }
  const values = layers.map((layer) => weights[layer] ?? 0);
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!values.every((value) => value >= 0) || !(total > 0 && Number.isFinite(total))) {
    throw new RangeError(
      `${name}: expected layer weights of 0 or more with a sum above 0, got ${values.join(', ')}. ` +
        'Layers that are not named have the weight 0.',
    );
  }
  return values.map((value) => value / total);
}
