/** A copy of an object without its fields that are `undefined`, `null` or the empty text. */
export function compact<T extends object>(record: T): T {
  const kept: Partial<T> = {};
  for (const key of Object.keys(record) as (keyof T)[]) {
    const value = record[key] as unknown;
    if (value !== undefined && value !== null && value !== '') kept[key] = record[key];
  }
  return kept as T;
}
