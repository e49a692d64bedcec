// Where a discriminator that is undecided stands. The other losses compare scores with each other.
const UNDECIDED: Readonly<Record<string, number>> = {
  'non-saturating': 0,
  minimax: 0,
  hinge: 0,
  lsgan: 0.5,
};

/** What the scores of a discriminator mean that was trained with a loss, in a sentence. */
export function whatScoresMean(likeness: string, loss: string): string {
  const undecided = UNDECIDED[loss];
  const meaning =
    undecided === undefined
      ? 'the higher, the more'
      : `above ${undecided} it takes the image for one`;
  return `Scores how much an image looks like ${likeness}; ${meaning}.`;
}
