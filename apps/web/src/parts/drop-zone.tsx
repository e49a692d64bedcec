import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { counted, droppedFiles } from './dropped-files.js';
import { Notice } from './notice.js';

interface DropZoneProps {
  /** The button's text. */
  button: string;
  /** The kinds of files, as in `<input accept>`; empty for all. */
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  children?: ComponentChildren;
  /** Other ways, beside the button. */
  beside?: ComponentChildren;
}

/** A place to drop files, with a button that opens the file picker. */
export function DropZone({
  button,
  accept,
  multiple = false,
  onFiles,
  children,
  beside,
}: DropZoneProps) {
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const fault = useSignal<unknown>(undefined);
  const take = async (given: Promise<File[]>) => {
    fault.value = undefined;
    try {
      const files = await given;
      if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
    } catch (error) {
      fault.value = error;
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <div
      class={`drop ${over.value ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        if (event.dataTransfer) void take(droppedFiles(event.dataTransfer));
      }}
    >
      {children}
      <Notice fault={fault} />
      <span class="buttons">
        <button type="button" class="button" onClick={() => input.current?.click()}>
          {button}
        </button>
        {beside}
      </span>
      <input
        ref={input}
        id={id}
        type="file"
        class="hidden"
        tabIndex={-1}
        aria-label={button}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          void take(counted([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
