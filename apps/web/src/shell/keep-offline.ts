/** Has the service worker keep the studio's files, the small ones first. */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('./service-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    if (!savesData()) active?.postMessage('keep later files');
  } catch {
    // Private windows may refuse service workers; the studio works without, as long as there is a network.
  }
}

/** Whether the visitor asked the browser to load no more than needed. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
