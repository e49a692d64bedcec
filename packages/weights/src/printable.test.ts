import { expect, test } from 'vitest';
import { isPrintable, printable } from './printable.js';

test.each([
  ['model.1.weight', 'model.1.weight'],
  ['织物 é "quoted"', '织物 é "quoted"'],
  ['red\x1b[31m', 'red\\u{1b}[31m'],
  ['bell\x07', 'bell\\u{7}'],
  ['two\nlines', 'two\\u{a}lines'],
  ['one byte\x9b31m', 'one byte\\u{9b}31m'],
  ['gnp.\u202eevil', 'gnp.\\u{202e}evil'],
])('%j is printed as %s', (text, printed) => {
  expect(printable(text)).toBe(printed);
  expect(isPrintable(text)).toBe(text === printed);
});
