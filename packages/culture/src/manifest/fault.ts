/** Something in a manifest that is wrong (an error) or that a reader must know (a warning). */
export interface ManifestFault {
  readonly severity: 'error' | 'warning';
  /** The rule that was broken: `schema`, or the name of a rule beyond it, such as `weight-sum`. */
  readonly rule: string;
  /** Where, for example `items[3].culture[0]`; empty for the manifest as a whole. */
  readonly path: string;
  /** The id of the item, where it has one. */
  readonly item?: string | undefined;
  /** The line of the text it was read from, counted from 1. */
  readonly line?: number | undefined;
  /** What was expected, what came, and how to mend it. */
  readonly message: string;
}

/**
 * One fault as a line of text: line, place, item, message and rule.
 *
 * @example
 * ```ts
 * import { faultText } from '@ikat/culture';
 *
 * const fault = { severity: 'error', rule: 'weight-sum', path: 'items[3].culture', item: 'met:1', line: 9, message: 'expected weights that sum to at most 1, got 1.5.' } as const;
 * console.log(faultText(fault)); // line 9: items[3].culture (met:1): expected weights that sum to at most 1, got 1.5. [weight-sum]
 * ```
 */
export function faultText(fault: ManifestFault): string {
  const line = fault.line === undefined ? '' : `line ${fault.line}: `;
  const place = fault.path === '' ? 'manifest' : fault.path;
  const item = fault.item === undefined ? '' : ` (${fault.item})`;
  return `${line}${place}${item}: ${fault.message} [${fault.rule}]`;
}
