import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { messages } from '../messages/catalogue.js';
import { type RoomName, room } from './router.js';

const loaders: Record<RoomName, () => Promise<{ Room: ComponentType }>> = {
  stylise: () => import('../rooms/stylise/stylise-room.js'),
  train: () => import('../rooms/train/train-room.js'),
  judge: () => import('../rooms/judge/judge-room.js'),
  about: () => import('../rooms/about/about-room.js'),
};

const loaded = signal<Partial<Record<RoomName, ComponentType>>>({});
const failed = signal(false);

/** The room that is open, loaded when it is first opened. */
export function OpenRoom() {
  const name = room.value;
  useEffect(() => void load(name), [name]);
  const Room = loaded.value[name];
  const { loading, roomFailed } = messages.value.shell;
  if (Room) return <Room />;
  return (
    <p class="quiet" role="status">
      {failed.value ? roomFailed : loading}
    </p>
  );
}

async function load(name: RoomName): Promise<void> {
  try {
    failed.value = false;
    const { Room } = await loaders[name]();
    loaded.value = { ...loaded.value, [name]: Room };
  } catch {
    failed.value = true;
  }
}
