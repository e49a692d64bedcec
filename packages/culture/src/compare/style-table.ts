/** A label: one culture, or several with weights, for hybrids and disputed attributions. */
export type CultureLabel = string | readonly { readonly id: string; readonly weight: number }[];

/** One picture as numbers, with whose tradition it is ascribed to. */
export interface StyleItem {
  readonly id: string;
  /** The descriptors, in the order of the table's names; for example of `describeStyle`. */
  readonly values: ArrayLike<number>;
  /** The tradition, or several with weights that sum to 1 at most. */
  readonly culture: CultureLabel;
  /** What it should be compared within, for example the institution. */
  readonly stratum?: string | undefined;
  /** What it shares with items that are not independent of it, for example one album. */
  readonly cluster?: string | undefined;
}

/** Pictures as numbers: what is compared. */
export interface StyleTable {
  /** The names of the numbers. */
  readonly descriptors: readonly string[];
  readonly items: readonly StyleItem[];
}

/** A table with its labels as numbers. */
export interface CodedTable {
  readonly cultures: readonly string[];
  /** The labels that occur: for each, the weight of every culture. */
  readonly profiles: readonly Float64Array[];
  /** The profile of each item. */
  readonly labels: Int32Array;
  readonly strata: readonly string[] | undefined;
  readonly clusters: readonly (string | undefined)[];
}

/** Checks a table: names, widths, finite numbers, unique ids, weights. */
export function checkTable(name: string, { descriptors, items }: StyleTable): void {
  if (descriptors.length === 0) {
    throw new RangeError(`${name}: expected one descriptor or more, got none.`);
  }
  if (new Set(descriptors).size !== descriptors.length) {
    throw new RangeError(`${name}: expected descriptors of different names, got one twice.`);
  }
  const seen = new Set<string>();
  for (const item of items) {
    const where = `${name}: item "${item.id}": expected`;
    if (seen.has(item.id)) throw new RangeError(`${where} an id of its own, got it twice.`);
    seen.add(item.id);
    if (item.values.length !== descriptors.length) {
      throw new RangeError(`${where} ${descriptors.length} values, got ${item.values.length}.`);
    }
    const odd = descriptors.find((_, k) => !Number.isFinite(item.values[k]));
    if (odd !== undefined) {
      throw new RangeError(
        `${where} a finite ${odd}, got ${item.values[descriptors.indexOf(odd)]}.`,
      );
    }
    checkLabel(where, item.culture);
  }
}

function checkLabel(where: string, culture: CultureLabel): void {
  const label = labelParts(culture);
  const sum = label.reduce((total, part) => total + part.weight, 0);
  if (label.length === 0 || label.some((part) => part.id === '' || !(part.weight > 0))) {
    throw new RangeError(
      `${where} a culture with a name and a weight above 0. Leave out what has none.`,
    );
  }
  if (sum > 1 + 1e-9) {
    throw new RangeError(`${where} weights that sum to 1 at most, got ${sum}.`);
  }
  if (new Set(label.map((part) => part.id)).size !== label.length) {
    throw new RangeError(`${where} every culture once, got one twice.`);
  }
}

/** A label as a list of cultures with weights. */
export function labelParts(culture: CultureLabel) {
  return typeof culture === 'string' ? [{ id: culture, weight: 1 }] : culture;
}

/** Turns labels into numbers; cultures in alphabetical order. */
export function codeTable({ items }: StyleTable, stratified: boolean): CodedTable {
  const labels = items.map((item) => labelParts(item.culture));
  const cultures = [...new Set(labels.flatMap((label) => label.map((part) => part.id)))].sort();
  const profiles: Float64Array[] = [];
  const known = new Map<string, number>();
  const codes = labels.map((label) => {
    const weights = new Float64Array(cultures.length);
    for (const { id, weight } of label) weights[cultures.indexOf(id)] = weight;
    const key = weights.join();
    if (!known.has(key)) {
      known.set(key, profiles.length);
      profiles.push(weights);
    }
    return known.get(key)!;
  });
  return {
    cultures,
    profiles,
    labels: Int32Array.from(codes),
    strata: stratified ? items.map((item) => item.stratum ?? '') : undefined,
    clusters: items.map((item) => item.cluster),
  };
}

/** The items that have to do with any of the cultures, and what of their labels concerns them. */
export function restrictTable(table: StyleTable, cultures: readonly string[]): StyleTable {
  const items = table.items.flatMap((item) => {
    const culture = labelParts(item.culture).filter((part) => cultures.includes(part.id));
    return culture.length === 0 ? [] : [{ ...item, culture }];
  });
  return { ...table, items };
}
