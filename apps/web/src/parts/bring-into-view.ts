/**
 * Scrolls as little as shows an element; at once for visitors who wish for rest. The focus stays.
 */
export function bringIntoView(element: HTMLElement): void {
  const atRest = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'nearest', behavior: atRest ? 'instant' : 'smooth' });
}
