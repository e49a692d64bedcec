/** How far a statement about preferences reaches. */
export type PreferenceScope =
  | {
      /** The errors allow for other pictures of the same kind. */
      readonly kind: 'new pictures';
      readonly contents: number;
    }
  | {
      /** The errors hold for the contents that were shown, not for others. */
      readonly kind: 'these pictures only';
      readonly contents: number;
      readonly message: string;
    };

const LEAST_CONTENTS = 12;
const ENOUGH_CONTENTS = 24;

/** Decides by the number of contents; 0 where none were named. */
export function preferenceScope(contents: number): PreferenceScope {
  if (contents >= LEAST_CONTENTS) return { kind: 'new pictures', contents };
  const shown =
    contents === 0
      ? 'no contents were named'
      : contents === 1
        ? 'one content was shown'
        : `${contents} contents were shown`;
  return {
    kind: 'these pictures only',
    contents,
    message:
      `For these pictures only: ${shown}, and errors for new pictures need ${LEAST_CONTENTS} or more, ` +
      `better ${ENOUGH_CONTENTS}.`,
  };
}

/** What to say of contents that are enough for two-way errors, though not for good ones. */
export function contentWarnings(contents: number): string[] {
  if (contents < LEAST_CONTENTS || contents >= ENOUGH_CONTENTS) return [];
  return [
    `${contents} contents are few to speak for new pictures; show ${ENOUGH_CONTENTS} or more.`,
  ];
}
