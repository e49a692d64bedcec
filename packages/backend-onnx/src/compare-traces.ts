import type { RecordedNode, Value } from '@ikat/onnx';
import { sameProgram } from './programs.js';
import { lineOf } from './source-line.js';
import { stepRefusal } from './step-refusal.js';
import type { Trace } from './step-trace.js';

/**
 * Whether two calls did the same, so that all later ones can be left to the program.
 *
 * @throws Error when they differ in what no later call may differ in
 */
export function compareTraces(a: Trace, b: Trace, isLast: boolean): boolean {
  if (!sameProgram(a.program, b.program) || a.nodes.length !== b.nodes.length) {
    if (isLast) throw structureError(a, b);
    return false;
  }
  const changed = b.literals.find(
    ({ value }, place) => !sameNumbers(value, a.literals[place]?.value),
  );
  if (changed) {
    throw stepRefusal(
      `the same numbers at each call, got others from JavaScript ${lineOf(changed.origin)}`,
      'Give what changes as an input: random numbers come from seededUniform and a seed that is an input.',
    );
  }
  if (b.kept.length > 0) {
    throw stepRefusal(
      `no tensor to outlive the step but results and variables, got one made ${lineOf(b.kept[0])}`,
      'Return it, or assign it to a variable.',
    );
  }
  return b.sources.every(({ kind }, place) => kind === a.sources[place]?.kind);
}

function structureError(a: Trace, b: Trace): Error {
  const place = b.nodes.findIndex((node, i) => !sameCall(node, a.nodes[i]));
  const [node, other] = [b.nodes[place], a.nodes[place]];
  if (node && node.signature === other?.signature) {
    return stepRefusal(
      `the same numbers at each call, got others for ${node.kernel} ${lineOf(node.origin)}`,
      'Give what changes as an input, or assign it to a variable.',
    );
  }
  const changed = node ?? a.nodes[b.nodes.length];
  const what = changed ? `${changed.kernel} ${lineOf(changed.origin)}` : 'use of its values';
  return stepRefusal(
    `the same kernels at each call, got another ${what}`,
    'Choose between values with tf.where, or compile each form of the step by itself.',
  );
}

const sameCall = (node: RecordedNode, other: RecordedNode | undefined) =>
  node.signature === other?.signature && sameConstants(node, other);

/** All 0 and all 1 are part of a program, where they are no variables and no inputs. */
function sameConstants({ inputs }: RecordedNode, other: RecordedNode): boolean {
  const numberOf = (value: Value | undefined) => (value?.varies ? undefined : value?.constant);
  return inputs.every((value, place) => numberOf(value) === numberOf(other.inputs[place]));
}

function sameNumbers(a: Value, b: Value | undefined): boolean {
  const left = a.stored!.data;
  const right = b?.stored?.data ?? [];
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (!Object.is(left[i], right[i])) return false;
  return true;
}
