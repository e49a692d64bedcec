import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { ManifestFault } from './fault.js';
import { type ManifestCheck, validateManifest } from './validate-manifest.js';

/**
 * Reads a manifest from JSON text and checks it; every fault has its line.
 *
 * For sets too large for one text, keep the items in lines of their own: {@link readManifestLines}.
 *
 * @example
 * ```ts
 * import { faultText, readManifest } from '@ikat/culture';
 *
 * const check = readManifest('{\n "format": "culture-manifest",\n "items": 3\n}');
 * if (check.kind === 'invalid') console.log(faultText(check.faults.at(-1)!)); // line 3: items: expected an array, got none. A manifest lists its items. [schema]
 * ```
 */
export function readManifest(text: string): ManifestCheck {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return { kind: 'invalid', faults: syntaxFaults(plain) };
  }
  const check = validateManifest(value);
  const lineOf = lineFinder(plain);
  return check.kind === 'valid'
    ? { ...check, warnings: check.warnings.map(lineOf) }
    : { ...check, faults: check.faults.map(lineOf) };
}

function syntaxFaults(text: string): ManifestFault[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const lineAt = lineCounter(text);
  const first = errors.slice(0, 10).map(({ error, offset }) => ({
    severity: 'error' as const,
    rule: 'json',
    path: '',
    line: lineAt(offset),
    message: `expected JSON, got a mistake: ${words(printParseErrorCode(error))}.`,
  }));
  if (first.length > 0) return first;
  return [
    { severity: 'error', rule: 'json', path: '', message: 'expected JSON, got something else.' },
  ];
}

/** `CommaExpected` as `comma expected`. */
const words = (code: string) => code.replace(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

/** Adds lines to faults; the text is only parsed again where there are any. */
function lineFinder(text: string) {
  let tree: Node | undefined;
  let lineAt: ((offset: number) => number) | undefined;
  return (fault: ManifestFault): ManifestFault => {
    // A warning about all items has no one place.
    if (fault.path === '' || (fault.severity === 'warning' && !fault.path.includes('[')))
      return fault;
    tree ??= parseTree(text);
    lineAt ??= lineCounter(text);
    const node = nearest(tree, fault.path);
    return node === undefined ? fault : { ...fault, line: lineAt(node.offset) };
  };
}

/** The node at a path, or the nearest one around it that exists. */
function nearest(tree: Node | undefined, path: string): Node | undefined {
  if (tree === undefined) return undefined;
  const steps = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  for (let length = steps.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, steps.slice(0, length));
    if (node) return node;
  }
  return undefined;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
