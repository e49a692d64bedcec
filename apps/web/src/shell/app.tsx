import { messages } from '../messages/catalogue.js';
import { BackendChip } from './backend-chip.js';
import { LanguageSwitch } from './language-switch.js';
import { OpenRoom } from './open-room.js';
import { RoomNav } from './room-nav.js';
import { ThemeSwitch } from './theme-switch.js';

/** The whole page: what stands around the rooms, and the room that is open. */
export function App() {
  const words = messages.value.shell;
  return (
    <>
      <button type="button" class="skip" onClick={focusRoom}>
        {words.skip}
      </button>
      <header class="top">
        <a class="brand" href="#/stylise">
          <img src="./icon.svg" alt="" width="32" height="32" />
          <span>Ikat</span>
        </a>
        <RoomNav />
        <div class="tools">
          <BackendChip />
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main id="room" tabIndex={-1}>
        <OpenRoom />
      </main>
      <footer class="bottom">
        <p>{words.privacy}</p>
      </footer>
    </>
  );
}

/** No link, because the address says which room is open. */
function focusRoom(): void {
  document.querySelector<HTMLElement>('#room')?.focus();
}
