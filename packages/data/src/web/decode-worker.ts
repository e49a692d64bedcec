import { decodeImage } from './decode-image.js';

// For the test that decoding works in workers.
addEventListener('message', async ({ data }: MessageEvent<Blob>) => {
  postMessage(await decodeImage(data));
});
