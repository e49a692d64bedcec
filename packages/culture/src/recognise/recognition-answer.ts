/** What a rater answered to “which of these traditions is this after?”. */
export interface RecognitionAnswer {
  readonly rater: string;
  readonly group: string;
  /** Whether the picture is a work of the tradition or a generated one. */
  readonly picture: 'real' | 'generated';
  /** The tradition that the picture is of, or was made after. */
  readonly shown: string;
  /** The tradition chosen; nothing for none of them or unsure. */
  readonly answer?: string | undefined;
}

/** Checks answers; raters keep one group. */
export function checkAnswers(caller: string, answers: readonly RecognitionAnswer[]): void {
  if (answers.length === 0) {
    throw new RangeError(`${caller}: expected one answer or more, got none.`);
  }
  const groups = new Map<string, string>();
  for (const [place, { rater, group, picture }] of answers.entries()) {
    if (picture !== 'real' && picture !== 'generated') {
      throw new TypeError(
        `${caller}: expected the picture 'real' or 'generated' in answer ${place}, got ${JSON.stringify(picture)}.`,
      );
    }
    const before = groups.get(rater) ?? group;
    if (before !== group) {
      throw new RangeError(
        `${caller}: expected one group for rater '${rater}', got '${before}' and '${group}' in answer ${place}.`,
      );
    }
    groups.set(rater, group);
  }
}
