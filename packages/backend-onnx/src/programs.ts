import {
  type LoweredGraph,
  lowerGraph,
  type OnnxEdge,
  type RecordedGraph,
  type Value,
  writeModel,
} from '@ikat/onnx';
import type { InferenceSession } from 'onnxruntime-common';
import type { NativeSession, Runtime } from './runtime.js';

export interface ProgramOptions {
  threads: number;
  session: InferenceSession.SessionOptions;
  /** How many compiled programs are kept. */
  limit: number;
}

/** A compiled graph. */
export interface Program {
  session: NativeSession;
  lowered: LoweredGraph;
  /** Places among the graph's constants that are inputs here, because they varied. */
  varying: readonly number[];
  /** The numbers of all constants when it was compiled. */
  constants: readonly number[];
  structure: Structure;
  /** Whether it was let go of, and cannot run any more. */
  released: boolean;
}

/** Programs of one key: they differ in the numbers that were baked into them. */
interface Structure {
  hash: number;
  key: readonly number[];
  varying: Set<number>;
  programs: Program[];
}

export interface CompileTimes {
  lowering: number;
  writing: number;
  session: number;
}

/** The compiled programs, found by the structure of a graph; the least used are let go of. */
export class Programs {
  compiled = 0;
  lastTimes: CompileTimes = { lowering: 0, writing: 0, session: 0 };
  private readonly structures = new Map<number, Structure[]>();
  private readonly recent = new Set<Program>();

  constructor(
    private readonly runtime: Runtime,
    private readonly options: ProgramOptions,
  ) {}

  get count(): number {
    return this.recent.size;
  }

  find(graph: RecordedGraph): Program {
    const structure = this.structureOf(graph.key);
    const constants = graph.constants.map(({ constant }) => constant!);
    const program =
      structure.programs.find((item) => fits(item, constants)) ??
      this.compile(graph, structure, constants);
    this.use(program);
    return program;
  }

  /** Marks a program as the one used last. */
  use(program: Program): void {
    // A Set keeps its order: the last one added was used last.
    this.recent.delete(program);
    this.recent.add(program);
  }

  clear(): void {
    for (const program of this.recent) release(program);
    this.recent.clear();
    this.structures.clear();
  }

  private structureOf(key: readonly number[]): Structure {
    const hash = hashOf(key);
    const alike = this.structures.get(hash) ?? [];
    this.structures.set(hash, alike);
    let structure = alike.find((item) => sameNumbers(item.key, key));
    if (!structure) {
      structure = { hash, key, varying: new Set(), programs: [] };
      alike.push(structure);
    }
    return structure;
  }

  /** What differs from the last program is an input from now on. */
  private compile(graph: RecordedGraph, structure: Structure, constants: number[]): Program {
    const last = structure.programs.at(-1);
    constants.forEach((constant, place) => {
      if (last && last.constants[place] !== constant) structure.varying.add(place);
    });
    const varying = [...structure.varying];
    const lowered = this.lower(graph, varying);
    const session = this.load(lowered);
    this.compiled++;
    const program = { session, lowered, varying, constants, structure, released: false };
    structure.programs.push(program);
    this.recent.add(program);
    this.letGo();
    return program;
  }

  private lower(graph: RecordedGraph, varying: readonly number[]): LoweredGraph {
    const start = performance.now();
    const { threads } = this.options;
    const inputs = [...graph.inputs, ...varying.map((place) => graph.constants[place]!)];
    const constants = graph.constants.filter((_, place) => !varying.includes(place));
    const options = { opset: 18 as const, threads, portable: false };
    const lowered = lowerGraph({ ...graph, inputs, constants }, options);
    this.lastTimes.lowering = performance.now() - start;
    return lowered;
  }

  private load({ onnx }: LoweredGraph): NativeSession {
    const start = performance.now();
    const bytes = writeModel({ ...onnx, outputs: smallestFirst(onnx.outputs) });
    const written = performance.now();
    const session = this.runtime.newSession();
    try {
      session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, this.options.session);
    } catch (cause) {
      throw new Error(
        `onnx: expected ONNX Runtime to accept a recorded graph, got: ${(cause as Error).message} This is a fault of @ikat/onnx: please report it with this text.`,
        { cause },
      );
    }
    this.lastTimes.writing = written - start;
    this.lastTimes.session = performance.now() - written;
    return session;
  }

  private letGo(): void {
    for (const program of this.recent) {
      if (this.recent.size <= this.options.limit) return;
      this.recent.delete(program);
      release(program);
      this.forget(program);
    }
  }

  private forget(program: Program): void {
    const { structure } = program;
    structure.programs = structure.programs.filter((item) => item !== program);
    if (structure.programs.length > 0) return;
    const alike = this.structures.get(structure.hash)?.filter((item) => item !== structure) ?? [];
    if (alike.length > 0) this.structures.set(structure.hash, alike);
    else this.structures.delete(structure.hash);
  }
}

/** The native library begins with a copy of the first result (see `runInto`). */
const smallestFirst = (edges: readonly OnnxEdge[]): OnnxEdge[] => {
  const size = ({ dims }: OnnxEdge) =>
    dims.reduce<number>((product, length) => product * Number(length), 1);
  return [...edges].sort((a, b) => size(a) - size(b));
};

function release(program: Program): void {
  program.released = true;
  program.session.dispose();
}

/** Whether two programs compute the same, though one may have been let go of and compiled again. */
export function sameProgram(a: Program | undefined, b: Program | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return sameNumbers(a.structure.key, b.structure.key) && sameNumbers(a.constants, b.constants);
}

/** The values that a program is fed with, in the order of its inputs. */
export const fedValues = (program: Program, { inputs, constants }: RecordedGraph): Value[] => [
  ...inputs,
  ...program.varying.map((place) => constants[place]!),
];

function fits({ constants, varying }: Program, wanted: readonly number[]): boolean {
  return constants.every((number, place) => number === wanted[place] || varying.includes(place));
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}

/** FNV-1a over the numbers. */
function hashOf(numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x01000193);
    hash ^= hash >>> 13;
  }
  return hash;
}
