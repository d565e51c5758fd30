import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './ReadyShell.module.css';

const KEY = 'banyan.listWidth';
const LEAST = 14;
const MOST = 28;
const USUAL = 20;

function clamp(width: number): number {
  return Math.min(MOST, Math.max(LEAST, width));
}

function recall(): number {
  try {
    const kept = Number.parseFloat(localStorage.getItem(KEY) ?? '');
    return Number.isFinite(kept) ? clamp(kept) : USUAL;
  } catch {
    return USUAL;
  }
}

function keep(width: number): void {
  try {
    localStorage.setItem(KEY, String(width));
  } catch {
    // Without storage the list has its usual width at the next start.
  }
}

function remOf(pixels: number): number {
  return pixels / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Sets the width of the list pane, in rem: by drag, arrow keys, and a double press for the usual width. */
export function ResizeHandle({ pane }: { readonly pane: RefObject<HTMLElement | null> }): ReactNode {
  const t = useT();
  const [width, setWidth] = useState(recall);
  const drag = useRef<number | null>(null);

  useEffect(() => {
    pane.current?.style.setProperty('--list-size', `${width}rem`);
    keep(width);
  }, [pane, width]);

  const isRightToLeft = () => getComputedStyle(document.documentElement).direction === 'rtl';
  return (
    // A separator with a value is a control by the ARIA specification.
    <div
      className={styles['handle']}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('shell.listWidth')}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onDoubleClick={() => setWidth(USUAL)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = event.clientX;
      }}
      onPointerMove={(event) => {
        if (drag.current === null) return;
        const list = pane.current?.getBoundingClientRect();
        if (list) setWidth(clamp(remOf(isRightToLeft() ? list.right - event.clientX : event.clientX - list.left)));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (direction === 0) return;
        event.preventDefault();
        setWidth((before) => clamp(before + (isRightToLeft() ? -direction : direction)));
      }}
    />
  );
}
