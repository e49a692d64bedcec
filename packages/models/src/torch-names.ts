import type { Normalisation } from './blocks.js';

/** Weights, or their shapes alone, by PyTorch's names. */
export type TorchShapes = Readonly<Record<string, { readonly shape: readonly number[] }>>;

export type Shape = readonly number[];

/** Questions that are asked of the names and shapes of a file, and what was doubtful in the answers. */
export class TorchNames {
  /** What no network of ours has, first things first. */
  readonly doubts: string[] = [];
  private readonly keys: readonly string[];

  constructor(private readonly weights: TorchShapes) {
    this.keys = Object.keys(weights);
  }

  doubt(expected: string, got: string): void {
    this.doubts.push(`expected ${expected}, got ${got}`);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.weights, key);
  }

  /** The shape of a module's convolution. */
  kernel(path: string): Shape | undefined {
    const key = this.has(`${path}.weight_orig`) ? `${path}.weight_orig` : `${path}.weight`;
    const shape = this.has(key) ? this.weights[key]!.shape : undefined;
    return shape?.length === 4 ? shape : undefined;
  }

  /** Doubts the shape of a module's convolution if it is another. */
  expect(path: string, shape: Shape): void {
    const got = this.kernel(path);
    if (`${got}` !== `${shape}`) {
      this.doubt(`${path}.weight of shape [${shape}]`, got ? `[${got}]` : 'none');
    }
  }

  /** The numbers that a pattern finds, each once, in order. */
  numbers(pattern: RegExp): number[] {
    const found = this.keys.flatMap((key) => pattern.exec(key)?.[1] ?? []);
    return [...new Set(found.map(Number))].sort((a, b) => a - b);
  }

  /** The places of the convolutions that stand in a row. */
  convolutions(root: string): number[] {
    const places = this.numbers(new RegExp(`^${root}\\.(\\d+)\\.weight`));
    return places.filter((place) => this.kernel(`${root}.${place}`));
  }

  /** The parts of names that a pattern finds, each once. */
  found(pattern: RegExp): string[] {
    return [...new Set(this.keys.flatMap((key) => pattern.exec(key)?.[1] ?? []))];
  }

  /** How the network normalises, seen at one convolution and the module after it. */
  normalisation(convolution: string, norm: string): Normalisation {
    const [bias, scale] = [this.has(`${convolution}.bias`), this.has(`${norm}.weight`)];
    if (bias) return 'instance';
    if (scale) return 'batch';
    this.doubt(`${convolution}.bias (instance norm) or ${norm}.weight (batch norm)`, 'neither');
    return 'instance';
  }

  /** The number of channels, which go in and come out. */
  channels(input: number | undefined, output: number | undefined): number {
    if (input !== output) {
      this.doubt('as many channels out as in', `${input ?? 'none'} in and ${output ?? 'none'} out`);
    }
    return input ?? output ?? 3;
  }
}

/** The width that most convolutions of a network agree on; the first of several. */
export function commonest(widths: readonly (number | undefined)[]): number {
  const whole = widths.filter((width) => width !== undefined && Number.isInteger(width));
  const count = (width: number | undefined) => whole.filter((other) => other === width).length;
  return whole.toSorted((a, b) => count(b) - count(a))[0] ?? 0;
}
