import { ratingColumns, type StudySessionFile, sessionChecksum } from '../session.js';
import type { PageData } from './page-data.js';
import type { State } from './state.js';

/** What a participant saves. */
export function sessionFile({ sha, study }: PageData, state: State): StudySessionFile {
  const content = {
    format: 'ikat-session',
    version: '1.0',
    study: study.study,
    design_sha: sha,
    participant: state.participant,
    session: state.session,
    day: new Date().toISOString().slice(0, 10),
    consent: { ...state.consent, takePart: true },
    withdrawalCode: state.withdrawalCode,
    screenCheck: state.screenCheck,
    background: state.background,
    ratings: state.ratings,
    recognition: state.recognition,
  } as const;
  return { ...content, checksum: sessionChecksum(content) };
}

/** The answers as a table (RFC 4180). */
export function ratingsTable({ ratings }: State): string {
  const cell = (value: string | number) =>
    /[",\r\n]/.test(`${value}`) ? `"${`${value}`.replaceAll('"', '""')}"` : `${value}`;
  const rows = ratings.map((row) => ratingColumns.map((column) => cell(row[column])).join(','));
  return `${[ratingColumns.join(','), ...rows].join('\r\n')}\r\n`;
}

/** Lets the participant save a text; nothing leaves the machine. */
export function saveText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
