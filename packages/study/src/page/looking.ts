import { button, element } from './element.js';
import type { StudyPage } from './study-page.js';

const LEAST_VIEW = 1000;

// The second of two clicks was meant for the picture before; nobody answers a new one so fast.
const LEAST_SHOWN = 300;

/** Pictures that are looked at before an answer counts. */
export interface Looking {
  readonly status: HTMLElement;
  /** Milliseconds since all pictures were there, 0 before. */
  time(): number;
  /**
   * Whether an answer counts: after a second of seeing all pictures (says so if not). A question can be
   * skipped after 0.3 seconds, well below the median of a second under which sessions are left out.
   */
  counts(answer: string): boolean;
  /** A button that skips the question, once that counts. */
  skip(press: () => void): HTMLButtonElement;
  /** Begins when all pictures are decoded; then lets the buttons be pressed. */
  begin(pictures: readonly HTMLImageElement[], buttons: readonly HTMLButtonElement[]): void;
}

/** Measures for how long pictures are seen. */
export function lookingAt({ say }: StudyPage): Looking {
  let seen = Number.POSITIVE_INFINITY;
  const status = element('p', { class: 'status', role: 'status' });
  const shown = performance.now();
  const since = () => performance.now() - seen;
  return {
    status,
    time: () => Math.max(0, since()),
    counts(answer) {
      if (performance.now() - shown < LEAST_SHOWN) return false;
      if (answer === '') return true;
      const enough = since() >= LEAST_VIEW;
      if (!enough) status.textContent = say('look');
      return enough;
    },
    skip(press) {
      const made = button(say('skip'), press, { class: 'quiet', 'aria-disabled': 'true' });
      setTimeout(() => made.removeAttribute('aria-disabled'), LEAST_SHOWN);
      return made;
    },
    begin(pictures, buttons) {
      Promise.all(pictures.map((image) => image.decode())).then(
        () => {
          seen = performance.now();
          setTimeout(() => {
            for (const one of buttons) one.removeAttribute('aria-disabled');
          }, LEAST_VIEW);
        },
        () => {
          status.className = 'problem';
          status.textContent = say('imageMissing');
        },
      );
    },
  };
}
