import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './ReadyShell.module.css';

/** A width a person sets, in rem, and where it is kept. */
export interface PaneWidth {
  /** Name in the local storage. */
  readonly name: string;
  /** The custom property that is set on the pane. */
  readonly property: `--${string}`;
  /** Which side of the pane is dragged. */
  readonly side: 'start' | 'end';
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** The list's own. */
export const LIST_WIDTH: PaneWidth = {
  name: 'banyan.listWidth',
  property: '--list-size',
  side: 'end',
  least: 14,
  most: 28,
  usual: 20,
};

/** That of the program beside the rest. */
export const PROGRAM_WIDTH: PaneWidth = {
  name: 'banyan.programWidth',
  property: '--program-size',
  side: 'start',
  least: 18,
  most: 60,
  usual: 26,
};

function clamp(width: number, { least, most }: PaneWidth): number {
  return Math.min(most, Math.max(least, width));
}

function recall(pane: PaneWidth): number {
  try {
    const kept = Number.parseFloat(localStorage.getItem(pane.name) ?? '');
    return Number.isFinite(kept) ? clamp(kept, pane) : pane.usual;
  } catch {
    return pane.usual;
  }
}

function keep(name: string, width: number): void {
  try {
    localStorage.setItem(name, String(width));
  } catch {
    // Without storage the list has its usual width at the next start.
  }
}

function remOf(pixels: number): number {
  return pixels / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

export interface ResizeHandleProps extends PaneWidth {
  readonly label: string;
}

/** Sets the width of the pane it stands in, in rem: by drag, arrow keys, and a double press for the usual width. */
export function ResizeHandle({ label, ...limits }: ResizeHandleProps): ReactNode {
  const { name, property, side, least, most, usual } = limits;
  const [width, setWidth] = useState(() => recall(limits));
  const handle = useRef<HTMLDivElement>(null);
  const drag = useRef<number | null>(null);

  // Before anything measures the pane: a width that came after it would have it laid out twice.
  useLayoutEffect(() => handle.current?.parentElement?.style.setProperty(property, `${width}rem`), [property, width]);
  const change = (to: number) => {
    setWidth(to);
    keep(name, to);
  };

  const isRightToLeft = () => getComputedStyle(document.documentElement).direction === 'rtl';
  // Which way the pane grows: to the right, or to the left.
  const growsLeft = () => isRightToLeft() === (side === 'end');
  return (
    // A separator with a value is a control by the ARIA specification.
    <div
      ref={handle}
      className={styles['handle']}
      role="separator"
      aria-orientation="vertical"
      data-side={side}
      aria-label={label}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onDoubleClick={() => change(usual)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = event.clientX;
      }}
      onPointerMove={(event) => {
        if (drag.current === null) return;
        const box = event.currentTarget.parentElement?.getBoundingClientRect();
        if (box) change(clamp(remOf(growsLeft() ? box.right - event.clientX : event.clientX - box.left), limits));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (direction === 0) return;
        event.preventDefault();
        change(clamp(width + (growsLeft() ? -direction : direction), limits));
      }}
    />
  );
}
