import { messages } from '../messages/catalogue.js';
import { RoomIcon } from './room-icon.js';
import { addressOf, room, rooms } from './router.js';

/** The way from room to room. */
export function RoomNav() {
  const words = messages.value.shell;
  return (
    <nav class="rooms" aria-label={words.roomsLabel}>
      {rooms.map((name) => (
        <a
          key={name}
          href={addressOf(name)}
          aria-current={room.value === name ? 'page' : undefined}
        >
          <RoomIcon name={name} />
          <span>{words.rooms[name]}</span>
        </a>
      ))}
    </nav>
  );
}
