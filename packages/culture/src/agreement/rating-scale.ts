/** How far two ratings are apart, given how often each value occurs. */
export interface RatingScale {
  readonly name: string;
  /**
   * @param values all values that occur, ascending
   * @param counts how often each occurs
   * @returns the squared difference of the values at two places
   */
  differences(
    values: readonly number[],
    counts: ArrayLike<number>,
  ): (first: number, second: number) => number;
}

/** Names: two ratings agree or do not. */
export const nominalScale: RatingScale = {
  name: 'nominal',
  differences: () => (first, second) => Number(first !== second),
};

/** Ranks: as far apart as there are ratings between. */
export const ordinalScale: RatingScale = {
  name: 'ordinal',
  differences: (_, counts) => {
    const middles: number[] = [];
    let before = 0;
    for (let place = 0; place < counts.length; place++) {
      middles.push(before + counts[place]! / 2);
      before += counts[place]!;
    }
    return (first, second) => (middles[first]! - middles[second]!) ** 2;
  },
};

/** Numbers whose differences mean something. */
export const intervalScale: RatingScale = {
  name: 'interval',
  differences: (values) => (first, second) => (values[first]! - values[second]!) ** 2,
};

/** Numbers from 0 whose ratios mean something. */
export const ratioScale: RatingScale = {
  name: 'ratio',
  differences: (values) => (first, second) => {
    const sum = values[first]! + values[second]!;
    return sum === 0 ? 0 : ((values[first]! - values[second]!) / sum) ** 2;
  },
};
