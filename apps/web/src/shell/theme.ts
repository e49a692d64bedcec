import { signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;

/** How the page looks: as the system does, or as the visitor wants. */
export type Theme = (typeof themes)[number];

const KEY = 'ikat-theme';
const stored = themes.find((theme) => theme === localStorage.getItem(KEY));

/** The theme now. */
export const theme = signal<Theme>(stored ?? 'auto');

/** Tells the style sheet which theme it is. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = theme.value;
}

/** Takes a theme now and at the next visit. */
export function chooseTheme(wanted: Theme): void {
  theme.value = wanted;
  localStorage.setItem(KEY, wanted);
  applyTheme();
}
