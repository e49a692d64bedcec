import Papa from 'papaparse';
import { type RecognitionRow, recognitionColumns } from '../recognition-row.js';
import { type RatingRow, ratingColumns } from '../session.js';
import { LEAST_CELL } from './least-cell.js';
import type { ReadSession } from './read-sessions.js';

/** RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
const csvOf = (rows: readonly object[], columns: readonly string[]) =>
  `${Papa.unparse([...rows], { columns: [...columns], newline: '\r\n', escapeFormulae: true })}\r\n`;

/** Rows as `ratings.csv`: UTF-8, RFC 4180. */
export const ratingsCsv = (rows: readonly RatingRow[]): string => csvOf(rows, ratingColumns);

/** Rows as `recognition.csv`: UTF-8, RFC 4180. */
export const recognitionCsv = (rows: readonly RecognitionRow[]): string =>
  csvOf(rows, recognitionColumns);

/**
 * The table of participants for sharing: coarse bands, no words of their own, only of those who
 * agreed to share; joined to the ratings by the random id.
 */
export function participantsCsv(sessions: readonly ReadSession[]): string {
  const shared = sessions.flatMap(({ whole }) => (whole?.consent.share ? [whole] : []));
  const rows = shared.map(({ participant, background, screenCheck }) => ({
    participant,
    age_band: background?.ageBand ?? '',
    art_training: background?.artTraining ?? '',
    colour_vision: background?.colourVision ?? '',
    screen_check: screenCheck,
  }));
  const columns = ['participant', 'age_band', 'art_training', 'colour_vision', 'screen_check'];
  return csvOf(suppressSmall(rows), columns);
}

// A value that fewer than five people gave could name one of them.
function suppressSmall(rows: readonly Record<string, string>[]): Record<string, string>[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const key = `${column}\n${value}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => {
        const few = column !== 'participant' && counts.get(`${column}\n${value}`)! < LEAST_CELL;
        return [column, few ? 'suppressed' : value];
      }),
    ),
  );
}
