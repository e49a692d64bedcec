/** What a probability comes to in words. */
export type Opinion = 'clearly' | 'rather' | 'undecided' | 'hardly' | 'no';

export function opinionOf(probability: number): Opinion {
  if (probability >= 0.8) return 'clearly';
  if (probability >= 0.55) return 'rather';
  if (probability > 0.45) return 'undecided';
  return probability > 0.2 ? 'hardly' : 'no';
}

/** How much of the content is kept, of a relative distance: 0 is all, 1 as far as nothing is. */
export type Kept = 'all' | 'most' | 'part' | 'little';

export function keptOf(distance: number): Kept {
  if (distance < 0.1) return 'all';
  if (distance < 0.4) return 'most';
  return distance < 0.9 ? 'part' : 'little';
}

/** A place in a picture, in thirds. */
export interface Place {
  row: 'top' | 'middle' | 'bottom';
  column: 'left' | 'centre' | 'right';
}

interface ScoreMap {
  width: number;
  height: number;
  values: ArrayLike<number>;
}

const third = <Name>(at: number, size: number, names: readonly [Name, Name, Name]): Name =>
  names[Math.min(2, Math.floor((3 * (at + 0.5)) / size))]!;

/** Where the greatest and the least value of a map are. */
export function extremesOf({ width, height, values }: ScoreMap): { best: Place; worst: Place } {
  let [best, worst] = [0, 0];
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[best]!) best = index;
    if (values[index]! < values[worst]!) worst = index;
  }
  const placeOf = (index: number): Place => ({
    row: third(Math.floor(index / width), height, ['top', 'middle', 'bottom'] as const),
    column: third(index % width, width, ['left', 'centre', 'right'] as const),
  });
  return { best: placeOf(best), worst: placeOf(worst) };
}

const LOW = [213, 94, 0];
const HIGH = [0, 114, 178];

/** Colours of a map: orange where it is refused, blue where it is accepted, clear where undecided. */
export function mapColours({ values }: ScoreMap): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    pixels.set(value < 0.5 ? LOW : HIGH, index * 4);
    // The root shows what a discriminator early in its training hardly dares to say.
    pixels[index * 4 + 3] = Math.sqrt(Math.abs(value - 0.5) * 2) * 255;
  }
  return pixels;
}
