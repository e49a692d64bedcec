import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as others } from 'node:timers/promises';
import { type OnnxGraph, type OnnxNode, writeModel } from '@ikat/onnx';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { NativeSession, Runtime } from '../../runtime.js';
import { BuffersInTurn } from './buffers-in-turn.js';
import type { Stage, TilingPlan } from './plan.js';
import { RowFile } from './row-file.js';
import { ports, rowPort, stageGraph } from './stage-graph.js';
import { Statistics } from './statistics.js';
import type { Strip } from './strips.js';

export interface TiledRun {
  runtime: Runtime;
  graph: OnnxGraph;
  plan: TilingPlan;
  session: InferenceSession.SessionOptions;
  /** The size that the network sees. */
  height: number;
  width: number;
  /** The strips of each stage. */
  strips: readonly (readonly Strip[])[];
  /** Rows of the image, [rows, width, channels] or as the network wants them. */
  rows(from: number, to: number): Float32Array;
  /** Takes finished rows. */
  write(rows: Float32Array, from: number): void;
  onStrip?: ((done: number, total: number) => void) | undefined;
}

/** Runs a network strip by strip; the result is that of the whole image. */
export async function runTiled(run: TiledRun): Promise<void> {
  const total = run.strips.reduce((sum, strips) => sum + strips.length, 0);
  const folder = await mkdtemp(join(tmpdir(), 'ikat-strips-'));
  const work = new Work(run, folder);
  try {
    let done = 0;
    for (const [place, stage] of run.plan.stages.entries()) {
      await work.stage(stage, run.strips[place]!, () => run.onStrip?.(++done, total));
      await work.forget(run.plan.stages.slice(place + 1));
    }
  } finally {
    await work.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Work {
  private readonly files = new Map<string, RowFile>();
  private readonly statistics = new Map<OnnxNode, Statistics>();
  private readonly buffers = new BuffersInTurn();
  private names = 0;

  constructor(
    private readonly run: TiledRun,
    private readonly folder: string,
  ) {}

  async stage(stage: Stage, strips: readonly Strip[], onStrip: () => void): Promise<void> {
    const { graph, plan } = this.run;
    const session = this.load(stageGraph(graph, { stage, spreads: plan.spreads }, this.statistics));
    const gathered = new Statistics(plan.spreads.get(stage.target)!.channels);
    let saving: Promise<void> = Promise.resolve();
    try {
      let reading = this.read(stage, strips[0]!, 0);
      for (const [place, strip] of strips.entries()) {
        const feeds = await reading;
        const turn = (place % 2) as 0 | 1;
        const next = strips[place + 1];
        // The system may read the next and write the last while this one is computed.
        if (next) reading = awaited(this.read(stage, next, (1 - turn) as 0 | 1));
        const results = await this.compute(session, feeds, this.places(stage, strip, turn));
        await saving;
        if (stage.norm) this.measure(gathered, results);
        saving = awaited(this.save(stage, results, strip));
        onStrip();
      }
      await saving;
    } finally {
      await saving.catch(() => undefined);
      session.dispose();
    }
    if (stage.norm) this.statistics.set(stage.norm, gathered);
  }

  /** Lets go of what no later stage reads. */
  async forget(later: readonly Stage[]): Promise<void> {
    for (const [name, file] of this.files) {
      if (later.some(({ sources }) => sources.includes(name))) continue;
      this.files.delete(name);
      await file.close();
    }
  }

  async close(): Promise<void> {
    await this.forget([]);
  }

  private load(program: OnnxGraph): NativeSession {
    const bytes = writeModel(program);
    const session = this.run.runtime.newSession();
    session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, this.run.session);
    return session;
  }

  /** A run blocks the thread: whoever waits goes first. Where all results have their places none is copied. */
  private async compute(
    session: NativeSession,
    feeds: Record<string, Tensor>,
    places: Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor>> {
    await others();
    if (!hasAll(places)) return session.run(feeds, places, {});
    this.run.runtime.runInto(session, feeds, places);
    return places;
  }

  /** Where results go; how wide they are is known after a stage's first strip. */
  private places(stage: Stage, strip: Strip, turn: 0 | 1): Record<string, Tensor | null> {
    const { runtime, plan } = this.run;
    const places: Record<string, Tensor | null> = stage.norm ? this.measures(stage) : {};
    const names = stage.norm ? stage.stores : [...new Set([...stage.stores, stage.target])];
    for (const [place, name] of names.entries()) {
      const port = ports.stored(name);
      const file = this.files.get(name);
      places[port] = null;
      if (!file) continue;
      const { channels, width } = file.shape;
      const dims = [1, channels, (strip.to - strip.from) * plan.spreads.get(name)!.scale, width];
      const data = this.buffers.take(`result ${place}`, turn, sizeOf(dims));
      places[port] = new runtime.Tensor('float32', data, dims);
    }
    return places;
  }

  private measures({ target }: Stage): Record<string, Tensor> {
    const { Tensor } = this.run.runtime;
    const { channels } = this.run.plan.spreads.get(target)!;
    const numbers = () => new Tensor('float32', new Float32Array(channels), [1, channels, 1, 1]);
    return {
      [ports.mean]: numbers(),
      [ports.squares]: numbers(),
      [ports.shape]: new Tensor('int64', new BigInt64Array(4), [4]),
    };
  }

  private async read(stage: Stage, strip: Strip, turn: 0 | 1): Promise<Record<string, Tensor>> {
    const { runtime, plan, width, rows } = this.run;
    const feeds: Record<string, Tensor> = {};
    for (const [place, name] of stage.sources.entries()) {
      const { scale, channels, rowAxis } = plan.spreads.get(name)!;
      const [from, to] = [strip.haloFrom * scale, strip.haloTo * scale];
      const file = this.files.get(name);
      const columns = file?.shape.width ?? width;
      const length = (to - from) * columns * channels;
      const data = file ? this.buffers.take(`source ${place}`, turn, length) : rows(from, to);
      await file?.read(data, from);
      const dims =
        rowAxis === 2 ? [1, channels, to - from, columns] : [1, to - from, columns, channels];
      feeds[name] = new runtime.Tensor('float32', data, dims);
    }
    for (const name of new Set([...stage.stores, stage.target])) {
      const { scale } = plan.spreads.get(name)!;
      for (const end of ['from', 'to'] as const) {
        const row = BigInt((strip[end] - strip.haloFrom) * scale);
        feeds[rowPort(end, name)] = new runtime.Tensor('int64', [row], [1]);
      }
    }
    return feeds;
  }

  private measure(gathered: Statistics, results: Record<string, Tensor>): void {
    const [mean, squares] = [ports.mean, ports.squares].map(
      (name) => results[name]!.data as Float32Array,
    );
    const [, , rows, columns] = results[ports.shape]!.data as BigInt64Array;
    gathered.add(Number(rows) * Number(columns), mean!, squares!);
  }

  private async save(stage: Stage, results: Record<string, Tensor>, strip: Strip): Promise<void> {
    const { plan, write } = this.run;
    for (const name of stage.stores) {
      const { scale } = plan.spreads.get(name)!;
      const { data, dims } = results[ports.stored(name)]!;
      const file = this.files.get(name) ?? (await this.create(name, dims, scale));
      this.check(name, dims[2]!, strip, scale);
      await file.write(data as Float32Array, strip.from * scale);
    }
    if (stage.norm || stage.target !== plan.output) return;
    const { scale, rowAxis } = plan.spreads.get(stage.target)!;
    const { data, dims } = results[ports.stored(stage.target)]!;
    this.check(stage.target, dims[rowAxis]!, strip, scale);
    write(data as Float32Array, strip.from * scale);
  }

  private async create(name: string, dims: readonly number[], scale: number): Promise<RowFile> {
    const [, channels, , width] = dims as [number, number, number, number];
    const shape = { channels, width, height: this.run.height * scale };
    const file = await RowFile.create(join(this.folder, `${this.names++}`), shape);
    this.files.set(name, file);
    return file;
  }

  private check(name: string, rows: number, strip: Strip, scale: number): void {
    const wanted = (strip.to - strip.from) * scale;
    if (rows === wanted) return;
    throw new Error(`expected ${wanted} rows of ${name}, got ${rows}`);
  }
}

const hasAll = (places: Record<string, Tensor | null>): places is Record<string, Tensor> =>
  !Object.values(places).includes(null);

const sizeOf = (dims: readonly number[]) => dims.reduce((product, size) => product * size, 1);

/** A promise whose failure is told when it is awaited, not before. */
function awaited<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
