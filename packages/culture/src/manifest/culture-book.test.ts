import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';

const cultures = [
  { id: 'pahari', label: { en: 'Pahari' }, definition: 'Punjab hills, 1650 to 1850.' },
];
const found = (name: string) => ({ name, basis: 'culture-field', field: 'Culture' }) as const;

describe('cultureBook', () => {
  test('lets the first rule that fits decide, and leaves the rest unmapped', () => {
    const book = cultureBook({
      cultures: [...cultures, { ...cultures[0]!, id: 'indian' }],
      rules: [
        { id: 'pahari', pattern: 'basohli|kangra' },
        { id: 'indian', label: 'INDIA' },
        { id: 'indian', pattern: '^India', basis: 'made-in', field: 'Country' },
      ],
    });
    expect(book.idOf(found('India (Basohli, Jammu)'))).toBe('pahari');
    expect(book.idOf(found('India'))).toBe('indian');
    expect(book.idOf(found('India (Bengal)'))).toBe('unmapped');
    expect(book.idOf({ name: 'India (Bengal)', basis: 'made-in', field: 'Country' })).toBe(
      'indian',
    );
    expect(book.cultures().map(({ id }) => id)).toEqual(['pahari', 'indian']);
  });

  test('without a mapping makes a provisional culture of each label', () => {
    const book = cultureBook();
    for (const name of ['Japan', 'Japan', 'China']) book.idOf(found(name));
    expect(book.cultures()).toEqual([
      {
        id: 'china',
        label: { en: 'China' },
        definition: 'The label "China" as the source gives it 1 times, in: Culture.',
        note: 'Provisional: replace this label by a tradition with a time and a place.',
      },
      {
        id: 'japan',
        label: { en: 'Japan' },
        definition: 'The label "Japan" as the source gives it 2 times, in: Culture.',
        note: 'Provisional: replace this label by a tradition with a time and a place.',
      },
    ]);
  });

  test.each([
    [
      { id: 'x', label: 'y' },
      'cultureBook: rules[0]: expected the id of a culture, got "x". Define it in "cultures".',
    ],
    [
      { id: 'pahari' },
      'cultureBook: rules[0]: expected a label, pattern, basis or field, got none. It would fit everything.',
    ],
    [
      { id: 'pahari', pattern: '(' },
      'cultureBook: rules[0]: expected a regular expression, got (.',
    ],
  ])('refuses the rule %j', (rule, message) => {
    expect(() => cultureBook({ cultures, rules: [rule] })).toThrow(new RangeError(message));
  });
});
