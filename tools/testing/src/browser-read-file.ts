/** The bytes of a file beside a test, at once as in Node: `readFile(new URL('x', import.meta.url))`. */
export function readFile(url: URL): Uint8Array<ArrayBuffer> {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  // A request that does not wait gives no buffer, but text of which each letter is a byte.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`readFile: got status ${request.status} of ${url}.`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
}
