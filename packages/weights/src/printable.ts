/** Signs that move a cursor, turn the writing round or cannot be seen: no words of a file's own. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Whether a text of a file may be printed as it is. */
export const isPrintable = (text: string): boolean => !unseen.test(text);

/** A text with such signs written as their codes: a terminal obeys some of them. */
export function printable(text: string): string {
  return text.replace(
    new RegExp(unseen, 'gu'),
    (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`,
  );
}
