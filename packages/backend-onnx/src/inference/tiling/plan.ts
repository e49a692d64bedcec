import type { OnnxGraph, OnnxNode, OnnxTensor } from '@ikat/onnx';
import {
  constantsOf,
  movedSizes,
  NORMALISATION,
  reachOf,
  type Spread,
  Untileable,
  unfit,
} from './spread.js';

/** A part of the work that goes over the whole image once, strip by strip. */
export interface Stage {
  /** What it computes. */
  target: string;
  /** The normalisation that needs the target's mean and variance. */
  norm: OnnxNode | undefined;
  /** The nodes to compute it from what is there, in order. */
  nodes: readonly OnnxNode[];
  /** Whole tensors that it reads. */
  sources: readonly string[];
  /** Whole tensors that it leaves for later stages. */
  stores: readonly string[];
  /** Rows of the image that a strip needs beyond its own on each side. */
  halo: number;
  /** Strips begin at multiples of so many rows. */
  multiple: number;
  /** Bytes for each pixel of the image of all that it computes. */
  bytes: number;
}

/** The stages of a network, and how its tensors lie over the image. */
export interface TilingPlan {
  input: string;
  output: string;
  stages: readonly Stage[];
  spreads: ReadonlyMap<string, Spread>;
  /** Bytes for each pixel of the image when all of it is computed at once. */
  wholeBytes: number;
}

/** When a strip would need a halo of more rows than this, what lies before is stored. */
const FAR = 64;
/** Up to so many bytes a pixel a tensor is stored; larger ones are computed again. */
const LARGE = 128;

/**
 * Divides a network into stages at its instance norms: the mean and the variance that a norm needs
 * are those of the whole image, so everything before it is computed strip by strip first.
 *
 * @throws Untileable when an operation needs more than a neighbourhood and these norms
 */
export function planTiling(graph: OnnxGraph, far = FAR): TilingPlan {
  return new Planner(graph, far).plan();
}

class Planner {
  private readonly numbersOf: Map<string, OnnxTensor>;
  private readonly constants: Map<string, readonly number[]>;
  private readonly spreads = new Map<string, Spread>();
  private readonly reaches = new Map<OnnxNode, number>();
  private readonly makers = new Map<string, OnnxNode>();
  private readonly users = new Map<string, OnnxNode[]>();
  private readonly stored = new Set<string>();
  private readonly radius = new Map<string, number>();
  private readonly done = new Set<OnnxNode>();
  private readonly stages: Stage[] = [];
  private readonly input: string;
  private readonly output: string;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly rows: number,
  ) {
    this.numbersOf = constantsOf(graph);
    this.constants = new Map([...this.numbersOf].map(([name, { dims }]) => [name, dims]));
    this.input = graph.inputs[0]!.name;
    this.output = graph.outputs[0]!.name;
    const { dims } = graph.inputs[0]!;
    const isNchw = typeof dims[1] === 'number' && typeof dims[3] !== 'number';
    const channels = dims[isNchw ? 1 : 3] as number;
    this.spreads.set(this.input, { scale: 1, extra: 0, channels, rowAxis: isNchw ? 2 : 1 });
    this.stored.add(this.input);
    for (const node of graph.nodes) {
      for (const name of node.outputs) this.makers.set(name, node);
      for (const name of node.inputs) {
        this.users.set(name, [...(this.users.get(name) ?? []), node]);
      }
    }
  }

  plan(): TilingPlan {
    for (const node of this.graph.nodes) this.follow(node);
    const { scale, extra } = this.spreads.get(this.output) ?? { scale: 0, extra: 0 };
    if (scale !== 1 || extra !== 0) {
      throw new Untileable('expected a network that keeps the size of its images');
    }
    for (const node of this.graph.nodes) if (this.reaches.has(node)) this.visit(node);
    this.close(this.output, undefined, false);
    const { input, output, stages, spreads } = this;
    return { input, output, stages, spreads, wholeBytes: this.wholeBytes() };
  }

  /** Finds out how a node's result lies over the image, if it depends on it. */
  private follow(node: OnnxNode): void {
    const inputs = node.inputs.map((name) => this.spreads.get(name));
    const x = inputs.find((input) => input);
    if (!x) {
      const dims = this.constants.get(node.inputs[0]!);
      const moved = dims && movedSizes(node, dims, this.numbersOf);
      if (moved) this.constants.set(node.outputs[0]!, moved);
      return;
    }
    const { constants, numbersOf } = this;
    const { spread, reach } = reachOf({ node, x, inputs, constants, numbersOf });
    if (node.operator === NORMALISATION && (!inputs[0] || x.extra !== 0)) throw unfit(node);
    this.spreads.set(node.outputs[0]!, spread);
    this.reaches.set(node, reach);
  }

  private visit(node: OnnxNode): void {
    const images = node.inputs.filter((name) => this.spreads.has(name));
    const reach = this.reaches.get(node)!;
    const far = () => Math.max(...images.map((name) => this.radius.get(name) ?? 0));
    if (reach > 0 && far() > 0 && far() + reach > this.rows) {
      for (const name of images) this.cutBefore(name);
    }
    if (node.operator === NORMALISATION) {
      const [x] = node.inputs as [string];
      this.close(x, node, this.isStorable(x));
    }
    this.radius.set(node.outputs[0]!, far() + reach);
  }

  /** Stores a tensor; one with rows that are not of the image (a padded one) is made again. */
  private cutBefore(name: string): number {
    if ((this.radius.get(name) ?? 0) === 0) return 0;
    if (this.spreads.get(name)!.extra === 0) {
      this.close(name, undefined, true);
      return 0;
    }
    const maker = this.makers.get(name)!;
    const images = maker.inputs.filter((input) => this.spreads.has(input));
    const radius = Math.max(...images.map((input) => this.cutBefore(input)));
    this.radius.set(name, radius + this.reaches.get(maker)!);
    return this.radius.get(name)!;
  }

  /** Ends a stage at a tensor. */
  private close(target: string, norm: OnnxNode | undefined, store: boolean): void {
    const { nodes, sources } = this.reachable(target);
    for (const node of nodes) this.done.add(node);
    const crossing = nodes
      .flatMap(({ outputs }) => outputs.slice(0, 1))
      .filter((name) => name !== target && this.isNeededLater(name) && this.isStorable(name));
    const stores = [...crossing, ...(store && !this.stored.has(target) ? [target] : [])];
    const computed = nodes.filter((node) => this.reaches.has(node));
    const scales = [...sources, ...computed.map(({ outputs }) => outputs[0]!)].map(
      (name) => this.spreads.get(name)!.scale,
    );
    this.stages.push({
      ...{ target, norm, nodes, sources, stores },
      halo: this.haloOf(computed, sources),
      multiple: Math.max(1, ...scales.map((scale) => 1 / scale)),
      bytes: this.bytesOfAll([
        ...computed.map(({ outputs }) => outputs[0]!),
        // One strip is read, and one is written, while another is computed.
        ...[...sources, ...sources, ...stores, ...stores],
        // Without its halo, and without its mean.
        ...(norm ? [target, target] : []),
      ]),
    });
    for (const name of stores) {
      this.stored.add(name);
      this.radius.set(name, 0);
    }
  }

  /** The nodes between what is stored and a tensor, and what of the stored they read. */
  private reachable(target: string): { nodes: OnnxNode[]; sources: string[] } {
    const needed = new Set<OnnxNode>();
    const sources = new Set<string>();
    const walk = (name: string) => {
      if (this.stored.has(name)) {
        sources.add(name);
        return;
      }
      const maker = this.makers.get(name);
      if (!maker || needed.has(maker)) return;
      needed.add(maker);
      maker.inputs.forEach(walk);
    };
    walk(target);
    return { nodes: this.graph.nodes.filter((node) => needed.has(node)), sources: [...sources] };
  }

  private isNeededLater(name: string): boolean {
    if (!this.spreads.has(name)) return false;
    return (this.users.get(name) ?? []).some((user) => !this.done.has(user));
  }

  private isStorable(name: string): boolean {
    return this.bytesOf(name) <= LARGE && this.spreads.get(name)!.extra === 0;
  }

  private haloOf(nodes: readonly OnnxNode[], sources: readonly string[]): number {
    const radius = new Map(sources.map((name) => [name, 0]));
    let widest = 0;
    for (const node of nodes) {
      const before = Math.max(0, ...node.inputs.map((name) => radius.get(name) ?? 0));
      const after = before + this.reaches.get(node)!;
      radius.set(node.outputs[0]!, after);
      widest = Math.max(widest, after);
    }
    return widest;
  }

  private bytesOf(name: string): number {
    const { channels, scale } = this.spreads.get(name)!;
    return 4 * channels * scale * scale;
  }

  private bytesOfAll(names: readonly string[]): number {
    return names.reduce((sum, name) => sum + this.bytesOf(name), 0);
  }

  /** The most that is alive at one time. */
  private wholeBytes(): number {
    const nodes = this.graph.nodes.filter((node) => this.reaches.has(node));
    const last = new Map<string, number>();
    for (const [place, { inputs }] of nodes.entries()) {
      for (const name of inputs) last.set(name, place);
    }
    let [alive, most] = [this.bytesOf(this.input), 0];
    for (const [place, { inputs, outputs }] of nodes.entries()) {
      alive += this.bytesOf(outputs[0]!);
      most = Math.max(most, alive);
      for (const name of new Set(inputs)) {
        if (this.spreads.has(name) && last.get(name) === place) alive -= this.bytesOf(name);
      }
    }
    return most;
  }
}
