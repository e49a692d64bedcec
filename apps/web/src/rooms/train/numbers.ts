/** A whole number as the reader's language writes it. */
export const whole = (value: number, language: string) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);

/** A number to three digits. */
export const short = (value: number, language: string) =>
  new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value);

/** The time of day, with the date unless it is today. */
export function clock(time: number, language: string): string {
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  const date: Intl.DateTimeFormatOptions = isToday ? {} : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', ...date }).format(time);
}

/** A length of time. */
export function duration(seconds: number, language: string): string {
  const units = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [Math.floor(seconds) % 60, 'second'],
  ] as const;
  const first = units.findIndex(([value]) => value > 0);
  const shown = first < 0 ? units.slice(2) : units.slice(first, first + 2);
  return shown
    .map(([value, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

/** A size of a file. */
export const fileSize = (bytes: number, language: string) =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1e6);
