import type { RecordedNode, Value } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from './compile-step.js';
import type { ElementType, OnnxBackend, Run, StoredTensor } from './onnx-backend.js';
import { fedValues, type Program } from './programs.js';

/** Where a fed value comes from at each call. */
export type Source =
  | { kind: 'input'; name: string }
  | { kind: 'variable'; variable: tf.Variable }
  | { kind: 'fixed'; value: Value };

/** Where a result goes. */
interface Target {
  /** The place among the program's outputs, or where it is fed from if nothing computes it. */
  from: number | Source;
  variables: tf.Variable[];
  names: string[];
  shape: readonly number[];
  dtype: tf.DataType;
}

/** Numbers that were made in JavaScript within a call. */
interface Literal {
  value: Value;
  origin: Error;
}

/** What one call of a step did. */
export interface Trace {
  program: Program | undefined;
  nodes: readonly RecordedNode[];
  /** Where each value that the program is fed with comes from. */
  sources: readonly Source[];
  targets: readonly Target[];
  outputTypes: readonly ElementType[];
  outputShapes: Readonly<Record<string, number[]>>;
  literals: readonly Literal[];
  /** Where tensors were made that outlived the call. */
  kept: readonly (Error | undefined)[];
}

/** Runs a step as it is. Results are clones: what else it made, and its inputs' aliases, are disposed. */
export const runStep = (step: (inputs: Tensors) => Tensors, inputs: Tensors): Tensors =>
  tf.tidy(() => mapTensors(expectResults(onGiven(step, inputs)), (result) => tf.clone(result)));

/** Names the input that a step misses; one that may be missing hurts nobody. */
function onGiven(step: (inputs: Tensors) => Tensors, inputs: Tensors): unknown {
  const missed = new Set<string>();
  const watched = new Proxy(inputs, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target)) missed.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
  try {
    return step(watched);
  } catch (cause) {
    const [name] = missed;
    if (name === undefined) throw cause;
    throw new TypeError(
      `compileStep: expected the input ${name} that the step reads, got only ${Object.keys(inputs).join(', ') || 'none'}; then: ${(cause as Error).message.replace(/\.?$/, '.')} Call the step with { ${name}: tensor }.`,
      { cause },
    );
  }
}

function expectResults(results: unknown): Tensors {
  const isObject = typeof results === 'object' && results !== null;
  if (isObject && !(results instanceof tf.Tensor) && !(results instanceof Promise)) {
    if (Object.values(results).every((result) => result instanceof tf.Tensor)) {
      return results as Tensors;
    }
  }
  const kind = isObject ? results.constructor.name : String(results);
  throw new TypeError(
    `compileStep: expected a step that returns tensors by name, got ${kind}. Return { name: tensor } or {}, and without async.`,
  );
}

/** Runs a step once, and sees what it reads, computes and leaves behind. */
export function traceStep(
  backend: OnnxBackend,
  step: (inputs: Tensors) => Tensors,
  inputs: Tensors,
): { outputs: Tensors; trace: Trace } {
  backend.flush();
  const before = variableValues(backend);
  const { own, values } = ownInputs(backend, inputs);
  let outputs: Tensors = {};
  let run: Run | undefined;
  try {
    outputs = backend.trace(() => runStep(step, own));
    tf.dispose(own);
    run = backend.flushObserved();
  } catch (error) {
    tf.dispose([own, outputs]);
    throw error;
  } finally {
    for (const value of values.values()) takeOver(value);
  }
  const sourceOf = sourceFinder(before, values);
  const fed = run ? fedValues(run.program, run.graph) : [];
  const targets = targetsOf(backend, { run, outputs, before, sourceOf });
  const literals = literalsOf([...fed, ...targets.flatMap(({ from }) => fixedValue(from))]);
  const reached = new Set(targets.map(({ from }) => from));
  const left = run?.graph.outputs.filter((_, place) => !reached.has(place)) ?? [];
  const trace: Trace = {
    program: run?.program,
    nodes: run?.graph.nodes ?? [],
    sources: fed.map(sourceOf),
    targets,
    outputTypes: run?.graph.outputs.map(({ dtype }) => dtype as ElementType) ?? [],
    outputShapes: mapTensors(outputs, ({ shape }) => shape),
    literals,
    kept: left.map((value) => makerOf(value, run!.graph.nodes)?.origin),
  };
  return { outputs, trace };
}

const fixedValue = (from: number | Source): Value[] =>
  typeof from !== 'number' && from.kind === 'fixed' ? [from.value] : [];

function literalsOf(values: readonly Value[]): Literal[] {
  const literals = values.flatMap((value) => {
    return value.origin ? [{ value, origin: value.origin }] : [];
  });
  // In the next call they are old.
  for (const { value } of literals) value.origin = undefined;
  return literals;
}

const mapTensors = <T>(tensors: Tensors, map: (tensor: tf.Tensor) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor)]));

const makerOf = (value: Value, nodes: readonly RecordedNode[]) =>
  nodes.find(({ outputs }) => outputs.includes(value));

/** Variables by the value that they have now: each has one of its own, in its own shape. */
function variableValues(backend: OnnxBackend): Map<Value, tf.Variable> {
  const variables = heldVariables(backend);
  for (const variable of variables) separate(backend, variable);
  return new Map(variables.map((variable) => [backend.dataOf(variable.dataId), variable]));
}

/** A variable that shares its value with other tensors would be taken for them in all later calls. */
function separate(backend: OnnxBackend, variable: tf.Variable): void {
  const { references, shape: base, failure } = backend.dataOf(variable.dataId);
  const { shape, dtype } = variable;
  if (failure || (references === 1 && `${base}` === `${shape}`)) return;
  const stored = copied(backend.storedBehind(variable).stored!);
  const info = backend.storedTensor(stored, { shape, dtype });
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  variable.assign(tensor);
  tensor.dispose();
  backend.dataOf(variable.dataId).varies = true;
}

const heldVariables = (backend: OnnxBackend): tf.Variable[] =>
  Object.values(tf.engine().registeredVariables).filter(({ dataId }) => backend.holds(dataId));

/** Inputs that nobody else refers to, so that each is told from all other values. */
function ownInputs(backend: OnnxBackend, inputs: Tensors) {
  const values = new Map<string, Value>();
  const own = mapTensors(inputs, (tensor) => {
    const stored = borrowed(backend.storedBehind(tensor).stored!);
    return tf.engine().makeTensorFromTensorInfo(backend.storedTensor(stored, tensor));
  });
  for (const [name, { dataId }] of Object.entries(own)) {
    const value = backend.dataOf(dataId);
    value.varies = true;
    values.set(name, value);
  }
  return { own, values };
}

/** Memory that belongs to somebody else: it is not given back with the value. */
const borrowed = (stored: StoredTensor): StoredTensor => ({ ...stored, pooled: false });

/** Of an input that became a result or a variable: memory of its own. */
function takeOver(value: Value): void {
  if (value.references > 0) value.stored = copied(value.stored!);
}

export const copied = ({ data, layout }: StoredTensor): StoredTensor => ({
  data: data.slice(),
  layout,
});

function sourceFinder(before: Map<Value, tf.Variable>, inputs: Map<string, Value>) {
  const names = new Map([...inputs].map(([name, value]) => [value, name]));
  return (value: Value): Source => {
    const name = names.get(value);
    if (name !== undefined) return { kind: 'input', name };
    const variable = before.get(value);
    return variable ? { kind: 'variable', variable } : { kind: 'fixed', value };
  };
}

interface Results {
  run: Run | undefined;
  outputs: Tensors;
  before: Map<Value, tf.Variable>;
  sourceOf: (value: Value) => Source;
}

function targetsOf(backend: OnnxBackend, { run, outputs, before, sourceOf }: Results): Target[] {
  const targets = new Map<Value, Target>();
  const targetOf = (value: Value): Target => {
    const known = targets.get(value);
    if (known) return known;
    const place = run?.graph.outputs.indexOf(value) ?? -1;
    const from = place >= 0 ? place : sourceOf(value);
    const target = { from, variables: [], names: [], shape: value.shape, dtype: value.dtype };
    targets.set(value, target);
    return target;
  };
  for (const variable of heldVariables(backend)) {
    const value = backend.dataOf(variable.dataId);
    if (!before.has(value)) targetOf(value).variables.push(variable);
    else if (before.get(value) !== variable) targetOf(value).variables.push(variable);
  }
  for (const [name, { dataId }] of Object.entries(outputs)) {
    targetOf(backend.dataOf(dataId)).names.push(name);
  }
  return [...targets.values()];
}
