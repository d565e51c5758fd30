import type { Page } from './page.ts';
import type { Wire } from './wire.ts';

const NativeEvent = Event;
const { get } = Reflect;

/**
 * Lets the page know when it goes out of sight and comes back, by `visibilitychange` as everywhere: a browser tells a frame nothing that
 * its parent hides or is about to remove, and programs save there what they have not sent yet.
 */
export function followVisibility(wire: Wire, { document }: Page): void {
  let isAway = false;
  if (document !== undefined) {
    const prototype: object = Object.getPrototypeOf(document) as object;
    const isHidden = () => isAway || get(prototype, 'hidden', document) === true;
    Object.defineProperties(document, {
      hidden: { get: isHidden, configurable: true },
      visibilityState: { get: () => (isHidden() ? 'hidden' : 'visible'), configurable: true },
    });
  }
  wire.on('visibility', (message) => {
    if (message.isHidden !== isAway) {
      isAway = message.isHidden;
      document?.dispatchEvent(new NativeEvent('visibilitychange', { bubbles: true }));
    }
    if (isAway) wire.send({ type: 'hidden' });
  });
}
