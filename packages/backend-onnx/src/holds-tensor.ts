/**
 * Whether there is a tensor in it: another thread would get a shell without numbers.
 *
 * It is told by its fields, and uses nothing from outside: a worker is given the text of this function.
 */
export function holdsTensor(value: unknown, seen: Set<unknown> = new Set()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  if (ArrayBuffer.isView(value)) return false;
  seen.add(value);
  if ('dataId' in value && 'dtype' in value && 'shape' in value) return true;
  const isCollection = value instanceof Map || value instanceof Set;
  const parts: Iterable<unknown> = isCollection ? value.values() : Object.values(value);
  for (const part of parts) if (holdsTensor(part, seen)) return true;
  return false;
}
