import type { Disposer } from '@ports/snapshot.ts';
import type { ProgramView } from '@ports/programViews.ts';

/** Keeps a view where an element is, until it is let go; then the view is out of sight. */
export function followPlace(element: HTMLElement, view: Pick<ProgramView, 'place'>): Disposer {
  const move = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    view.place({ x, y, width, height });
  };
  const sizes = new ResizeObserver(move);
  sizes.observe(element);
  sizes.observe(document.documentElement);
  // A pane that grows beside it moves it without changing its size.
  for (let around = element.parentElement; around !== null; around = around.parentElement) sizes.observe(around);
  // Another direction of writing moves it to the other side, and changes no size at all.
  const looks = new MutationObserver(move);
  looks.observe(document.documentElement, { attributes: true });
  window.addEventListener('resize', move);
  window.addEventListener('scroll', move, true);
  move();
  return () => {
    sizes.disconnect();
    looks.disconnect();
    window.removeEventListener('resize', move);
    window.removeEventListener('scroll', move, true);
    view.place(null);
  };
}
