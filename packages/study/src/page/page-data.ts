import type { Catalogue } from '../languages/catalogue.js';
import type { StudyFile } from '../study-file.js';

/** What the page is given, in a block of its own HTML. */
export interface PageData {
  readonly sha: string;
  readonly study: Omit<StudyFile, 'power' | 'balance' | 'warnings' | 'hypotheses' | 'analysis'>;
  readonly languages: Readonly<Record<string, Catalogue>>;
  /** The files of pictures: `content/<id>`, `<system>/<id>` and `noise/<id>`. */
  readonly images: Readonly<Record<string, string>>;
}
