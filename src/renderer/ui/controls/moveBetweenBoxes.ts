import type { KeyboardEvent } from 'react';

/** In a list of boxes to tick the up and down arrows go from one to the next. */
export function moveBetweenBoxes(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const boxes = [...event.currentTarget.querySelectorAll('input')];
  const at = boxes.findIndex((box) => box === document.activeElement);
  event.preventDefault();
  boxes[Math.min(Math.max(at + step, 0), boxes.length - 1)]?.focus();
}
