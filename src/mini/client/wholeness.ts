import { filesThatDidNotCome, later } from './builtIns.ts';
import type { Page } from './page.ts';
import type { Wire } from './wire.ts';

/** The last of what a page is made of may be written down a little after the page is there, ms. */
const WRITTEN_DOWN = 50;

/**
 * Tells the host once where a script or a style sheet of the page did not come, though it was asked for: the machine's network changed
 * just then. That a package lacks it is the program's own affair.
 */
export function tellWhatIsMissing(wire: Wire, { document }: Page): void {
  document?.addEventListener('readystatechange', () => {
    if (!('readyState' in document) || document.readyState !== 'complete') return;
    later(WRITTEN_DOWN, () => {
      if (filesThatDidNotCome() > 0) wire.send({ type: 'incomplete' });
    });
  });
}
