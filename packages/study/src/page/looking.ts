import { element } from './element.js';
import type { StudyPage } from './study-page.js';

const LEAST_VIEW = 1000;

/** Pictures that are looked at before an answer counts. */
export interface Looking {
  readonly status: HTMLElement;
  /** Milliseconds since all pictures were there, 0 before. */
  time(): number;
  /** Whether all were to be seen for a second; says so if not. */
  enough(): boolean;
  /** Begins when all pictures are decoded; then lets the buttons be pressed. */
  begin(pictures: readonly HTMLImageElement[], buttons: readonly HTMLButtonElement[]): void;
}

/** Measures for how long pictures are seen. */
export function lookingAt({ say }: StudyPage): Looking {
  let seen = Number.POSITIVE_INFINITY;
  const status = element('p', { class: 'status', role: 'status' });
  const since = () => performance.now() - seen;
  return {
    status,
    time: () => Math.max(0, since()),
    enough() {
      const enough = since() >= LEAST_VIEW;
      if (!enough) status.textContent = say('look');
      return enough;
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
