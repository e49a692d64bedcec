/** How far something is; without a value, that it goes on. Screen readers hear the text. */
export function Progress({ text, value }: { text: string; value?: number | undefined }) {
  return (
    <div class="progress" role="status">
      <span>{text}</span>
      <progress aria-label={text} max={1} {...(value !== undefined && { value })} />
    </div>
  );
}
