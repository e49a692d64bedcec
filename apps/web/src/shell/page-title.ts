import { effect } from '@preact/signals';
import { messages } from '../messages/catalogue.js';
import { room } from './router.js';

/** Names the page after the room that is open, in the visitor's language, now and from now on. */
export function titlePage(): void {
  effect(() => {
    const { title, rooms } = messages.value.shell;
    document.title = title(rooms[room.value]);
  });
}
