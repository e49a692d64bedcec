import { useRef } from 'preact/hooks';

interface ProgressProps {
  text: string;
  /** From 0 to 1; without it, something only goes on. */
  value?: number | undefined;
}

/** How far something is. Screen readers hear the text at every quarter, not at every step. */
export function Progress({ text, value }: ProgressProps) {
  const heard = useRef({ quarter: -2, text: '' });
  const quarter = value === undefined ? -1 : Math.floor(4 * value);
  if (quarter !== heard.current.quarter) heard.current = { quarter, text };
  return (
    <div class="progress">
      <span aria-hidden="true">{text}</span>
      <progress aria-label={text} max={1} {...(value !== undefined && { value })} />
      <span class="hidden" role="status">
        {heard.current.text}
      </span>
    </div>
  );
}
