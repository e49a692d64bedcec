/** Where the page is: files beside it are found from here, whatever room is open. */
export const pageFolder = () => new URL('.', globalThis.location.href).href;

/** Loads a JSON file beside the page. */
export async function fetchJson<Content>(path: string): Promise<Content> {
  const response = await fetch(new URL(path, pageFolder()));
  if (!response.ok) throw new Error(`fetchJson: expected ${path}, got status ${response.status}.`);
  return response.json() as Promise<Content>;
}
