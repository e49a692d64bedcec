import { signal } from '@preact/signals';

export const rooms = ['stylise', 'train', 'judge', 'about'] as const;

/** A room of the studio; its address is `#/name`. */
export type RoomName = (typeof rooms)[number];

const roomOf = (hash: string): RoomName =>
  rooms.find((name) => hash.startsWith(`#/${name}`)) ?? 'stylise';

/** The room that is open. */
export const room = signal<RoomName>(roomOf(location.hash));

addEventListener('hashchange', () => {
  room.value = roomOf(location.hash);
});

/** Opens a room from code; links do it with {@link addressOf}. */
export function openRoom(name: RoomName): void {
  location.hash = addressOf(name);
}

/** The address of a room, for links. */
export const addressOf = (name: RoomName) => `#/${name}`;
