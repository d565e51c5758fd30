import { expect, test, vi } from 'vitest';
import type { FromProgram, ToProgram } from '@shared/mini/bridge.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import { followVisibility } from '../../../src/mini/client/visibility.ts';
import type { Wire } from '../../../src/mini/client/wire.ts';

/** A page and what it says when it is told that it is out of sight. */
function hiding(page: { innerHeight: number; scrollY: number }) {
  const said: FromProgram[] = [];
  let hide: (message: ToProgram) => void = () => undefined;
  const wire = {
    on: (type: string, listener: (message: ToProgram) => void) => {
      if (type === 'visibility') hide = listener;
    },
    send: (message: FromProgram) => said.push(message),
  };
  const document = new EventTarget();
  const location = { pathname: '/list', search: '', hash: '' };
  // Only what following needs of either.
  followVisibility(wire as unknown as Wire, Object.assign(page, { document, location }) as unknown as Page);
  return { said, document, hide: () => hide({ type: 'visibility', isHidden: true }) };
}

test('MPH-31 a page that lost its place in the window before it hears that it is hidden says where it was', async () => {
  const page = { innerHeight: 600, scrollY: 0 };
  const { said, document, hide } = hiding(page);
  page.scrollY = 640;
  document.dispatchEvent(new Event('scroll'));
  Object.assign(page, { innerHeight: 0, scrollY: 0 });
  document.dispatchEvent(new Event('scroll'));
  hide();
  await vi.waitFor(() => expect(said).toHaveLength(1));
  expect(said).toMatchObject([{ type: 'hidden', place: { href: '/list', x: 0, y: 640 } }]);
});

test('MPH-31 a page that still has its place says where it is now', async () => {
  const page = { innerHeight: 600, scrollY: 0 };
  const { said, hide } = hiding(page);
  page.scrollY = 30;
  hide();
  await vi.waitFor(() => expect(said).toHaveLength(1));
  expect(said).toMatchObject([{ place: { y: 30 } }]);
});
