/** The value below which the part `at` of the sorted values lies. */
export function quantile(values, at) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values) => quantile(values, 0.5);

export const spread = (values) => ({
  median: median(values),
  quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
  range: [Math.min(...values), Math.max(...values)],
});
