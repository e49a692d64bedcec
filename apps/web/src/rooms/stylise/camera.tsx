import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { choosePicture } from './choose-picture.js';

/** Takes a picture with the camera, where there is one. */
export function CameraButton() {
  const words = messages.value.stylise;
  const open = useSignal(false);
  if (!navigator.mediaDevices?.getUserMedia) return null;
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          open.value = true;
        }}
      >
        {words.picture.camera}
      </button>
      {open.value && (
        <Camera
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

function Camera({ onClose }: { onClose: () => void }) {
  const words = messages.value.stylise;
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const refused = useSignal(false);
  const plays = useSignal(false);
  useEffect(() => {
    dialog.current?.showModal();
    const stream = navigator.mediaDevices.getUserMedia({ video: true });
    stream
      .then((film) => {
        if (video.current) video.current.srcObject = film;
      })
      .catch(() => {
        refused.value = true;
      });
    return () =>
      void stream.then((film) => film.getTracks().map((track) => track.stop())).catch(() => {});
  }, [refused]);
  const take = async () => {
    const blob = await frameOf(video.current!);
    onClose();
    await choosePicture(blob, { name: words.picture.photographed });
  };
  return (
    <dialog ref={dialog} class="camera" aria-label={words.camera.heading} onClose={onClose}>
      {refused.value ? (
        <p role="alert">{words.camera.refused}</p>
      ) : (
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          onLoadedData={() => {
            plays.value = true;
          }}
        />
      )}
      <div class="buttons">
        <button
          type="button"
          class="button main"
          disabled={!plays.value}
          onClick={() => void take()}
        >
          {words.camera.take}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {words.camera.close}
        </button>
      </div>
    </dialog>
  );
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')!.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
