// Both libraries are ES modules; importing them here lets CommonJS programs use them too.
/** The plot library, and a document to plot into. */
export async function plotTools() {
  const [Plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return { Plot, document: document as unknown as Document };
}
