import type { RoomName } from './router.js';

const paths: Record<RoomName, string> = {
  // A brush; a rising curve; a pair of scales; a letter i.
  stylise: 'M14 4l6 6-8 8H6v-6zM12 6l6 6M4 20h16',
  train: 'M4 20V4M4 20h16M7 16l4-5 3 3 5-8',
  judge: 'M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z',
  about: 'M12 11v6M12 7.5v.5M12 21a9 9 0 100-18 9 9 0 000 18z',
};

/** The sign of a room. */
export function RoomIcon({ name }: { name: RoomName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
