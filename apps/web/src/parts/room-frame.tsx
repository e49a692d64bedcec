import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Notice } from './notice.js';

interface RoomFrameProps {
  heading: string;
  lead: string;
  /** What went wrong in the room. */
  fault?: Signal<unknown>;
  children: ComponentChildren;
}

/** What every room has: its name, what it is for, and what went wrong in it. */
export function RoomFrame({ heading, lead, fault, children }: RoomFrameProps) {
  return (
    <>
      <header class="room-head">
        <h1>{heading}</h1>
        <p class="quiet">{lead}</p>
      </header>
      {fault && <Notice fault={fault} />}
      {children}
    </>
  );
}
