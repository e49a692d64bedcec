import { messages } from '../messages/catalogue.js';
import { chooseTheme, theme, themes } from './theme.js';

const paths = {
  auto: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 7h6M12 11h8M12 15h7',
  light:
    'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  dark: 'M20 14A8.5 8.5 0 1110 4a7 7 0 0010 10z',
};

/** Goes from one appearance to the next: as the system, light, dark. */
export function ThemeSwitch() {
  const { theme: label, themes: names } = messages.value.shell;
  const now = theme.value;
  const next = themes[(themes.indexOf(now) + 1) % themes.length]!;
  const says = `${label}: ${names[now]}`;
  return (
    <button
      type="button"
      class="tool"
      aria-label={says}
      title={says}
      onClick={() => chooseTheme(next)}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={paths[now]} />
      </svg>
    </button>
  );
}
