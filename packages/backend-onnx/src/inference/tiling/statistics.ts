/** Mean and variance of every channel over a whole image, gathered strip by strip. */
export class Statistics {
  private count = 0;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;

  constructor(readonly channels: number) {
    this.means = new Float64Array(channels);
    this.squares = new Float64Array(channels);
  }

  /**
   * Adds a strip of `count` pixels by its means and its sums of squared differences from them
   * (Chan, Golub, LeVeque 1983): nothing cancels out, however many strips there are.
   */
  add(count: number, means: Float32Array, squares: Float32Array): void {
    const total = this.count + count;
    for (let c = 0; c < this.channels; c++) {
      const step = means[c]! - this.means[c]!;
      this.means[c]! += (step * count) / total;
      this.squares[c]! += squares[c]! + (step * step * this.count * count) / total;
    }
    this.count = total;
  }

  get mean(): Float64Array {
    return this.means;
  }

  get variance(): Float64Array {
    return this.squares.map((sum) => sum / this.count);
  }
}
