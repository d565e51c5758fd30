import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './Tooltip.module.css';

interface Shown {
  readonly text: string;
  readonly target: Element;
}

const DELAY = 550;
/** After one tooltip was seen, the next comes at once for this long. */
const WARM = 400;

/**
 * Shows `data-tooltip` of whatever is hovered or has the visible focus. One for the whole window. A tooltip only
 * repeats what the element's accessible name or description says, so it is hidden from screen readers.
 */
export function TooltipHost(): ReactNode {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => listenForTooltips(setShown), []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !shown) return;
    const target = shown.target.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const left = Math.min(
      Math.max(6, target.left + target.width / 2 - own.width / 2),
      window.innerWidth - own.width - 6,
    );
    const above = target.top - own.height - 6;
    element.style.left = `${left}px`;
    element.style.top = `${above < 4 ? target.bottom + 6 : above}px`;
  }, [shown]);

  if (!shown) return null;
  return (
    <div ref={box} className={styles['tooltip']} aria-hidden>
      {shown.text}
    </div>
  );
}

function listenForTooltips(show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Element | null = null;
  let hiddenAt = -Infinity;

  const hide = () => {
    clearTimeout(timer);
    if (current) hiddenAt = performance.now();
    current = null;
    show(null);
  };
  const reveal = (target: Element) => {
    const text = target.getAttribute('data-tooltip') ?? '';
    if (text === '' || !target.isConnected) return;
    current = target;
    show({ text, target });
  };
  const over = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target.closest('[data-tooltip]') : null;
    if (target === current && target) return;
    hide();
    if (!target || event.pointerType === 'touch') return;
    timer = setTimeout(() => reveal(target), performance.now() - hiddenAt < WARM ? 0 : DELAY);
  };
  const focus = (event: FocusEvent) => {
    const target = event.target;
    if (target instanceof Element && target.hasAttribute('data-tooltip') && target.matches(':focus-visible'))
      reveal(target);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  document.addEventListener('pointerover', over, options);
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('focusin', focus, options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('scroll', hide, options);
  document.addEventListener('keydown', key, options);
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}
