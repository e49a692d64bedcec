import { sha256 } from './sha-256.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with sorted keys: the same text for the same content. */
export function canonicalJson(value: unknown): string {
  const sorted = (_: string, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted) ?? 'null';
}

/** The SHA-256 of a JSON value, whatever the order of its keys. */
export const jsonHash = (value: unknown): Promise<string> =>
  sha256(new TextEncoder().encode(canonicalJson(value)));

/** What differs between two JSON values, one `path: was, is` for each place. */
export function jsonDifferences(was: unknown, is: unknown, path = ''): string[] {
  if (isRecord(was) && isRecord(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return keys.flatMap((key) =>
      jsonDifferences(was[key], is[key], path === '' ? key : `${path}.${key}`),
    );
  }
  const [before, now] = [was, is].map((it) => (it === undefined ? 'nothing' : canonicalJson(it)));
  return before === now ? [] : [`${path || 'config'}: ${before} in the checkpoint, ${now} now`];
}
