import type { ManifestFault } from './fault.js';
import { headFaults, itemChecker } from './manifest-rules.js';
import type { CultureManifest, ManifestHead } from './types.js';

/**
 * What a manifest was found to be: `valid`, with its warnings, or `invalid`, with all its errors
 * at once (and the warnings among `faults`, too).
 */
export type ManifestCheck =
  | {
      readonly kind: 'valid';
      readonly manifest: CultureManifest;
      readonly warnings: readonly ManifestFault[];
    }
  | { readonly kind: 'invalid'; readonly faults: readonly ManifestFault[] };

/**
 * Checks a manifest that is already an object: against the schema, and against the rules beyond it.
 *
 * The rules: ids are unique and cultures defined; weights sum to at most 1; neither a leakage group
 * nor one image is cut by a split; dates are in order; a nationality is at most `possible`; only a
 * model predicts and only a community asserts for itself; a community's label comes with a protocol.
 * Nothing is thrown: every fault is in the result, see {@link faultText}.
 *
 * @example
 * ```ts
 * import { faultText, validateManifest } from '@ikat/culture';
 *
 * const check = validateManifest({ format: 'culture-manifest', version: '1.0', items: [] });
 * if (check.kind === 'invalid') console.log(check.faults.length, faultText(check.faults[0]!)); // 7 manifest: expected "name", got nothing. [schema]
 * ```
 */
export function validateManifest(value: unknown): ManifestCheck {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
    return { kind: 'invalid', faults: [schemaFault('', `expected an object, got ${got}.`)] };
  }
  const { items, ...head } = value as Record<string, unknown>;
  const faults = headFaults(head);
  if (!Array.isArray(items)) {
    faults.push(schemaFault('items', 'expected an array, got none. A manifest lists its items.'));
    return { kind: 'invalid', faults };
  }
  faults.push(...faultsOfItems(head as unknown as ManifestHead, items));
  return faults.some(({ severity }) => severity === 'error')
    ? { kind: 'invalid', faults }
    : { kind: 'valid', manifest: value as CultureManifest, warnings: faults };
}

const schemaFault = (path: string, message: string): ManifestFault => ({
  severity: 'error',
  rule: 'schema',
  path,
  message,
});

/** The items are checked even under a wrong head, as far as that has cultures: all errors at once. */
function faultsOfItems(head: ManifestHead, items: readonly unknown[]): ManifestFault[] {
  const checker = itemChecker({ ...head, cultures: definedCultures(head) });
  const faults = items.flatMap((item, index) => checker.check(item, { index }));
  return faults.some(({ severity }) => severity === 'error')
    ? faults
    : [...faults, ...checker.finish()];
}

const definedCultures = ({ cultures }: ManifestHead) =>
  Array.isArray(cultures) ? cultures.filter((culture) => typeof culture?.id === 'string') : [];
