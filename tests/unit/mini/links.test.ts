// @vitest-environment happy-dom
/** What the script in a page makes of links that lead out of the program. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromProgram } from '@shared/mini/bridge.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import type { Wire } from '../../../src/mini/client/wire.ts';

let isActive: boolean;
let said: FromProgram[];
let opened: unknown[];
let navigation: EventTarget;
let clicks: EventTarget;
let page: Page;

beforeEach(async () => {
  isActive = true;
  said = [];
  opened = [];
  navigation = new EventTarget();
  clicks = new EventTarget();
  vi.resetModules();
  Object.defineProperty(navigator, 'userActivation', {
    value: {
      get isActive() {
        return isActive;
      },
    },
    configurable: true,
  });
  const { stayHere } = await import('../../../src/mini/client/stayHere.ts');
  const wire: Wire = {
    send: (message) => void said.push(message),
    call: () => Promise.reject(new Error('no host')),
    on: () => undefined,
  };
  page = {
    parent: { postMessage: () => undefined },
    document: clicks,
    navigation,
    open: (url) => opened.push(url),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  stayHere(wire, page);
});

/** The page hears of a click on a link with this address; whether the browser would follow it. */
function click(href: string, isHandled = false): boolean {
  const link = document.createElement('a');
  link.setAttribute('href', href);
  const event = new Event('click', { cancelable: true });
  Object.defineProperty(event, 'composedPath', { value: () => [document.createElement('b'), link, document.body] });
  if (isHandled) event.preventDefault();
  clicks.dispatchEvent(event);
  return !event.defaultPrevented;
}

/** Goes to an address; whether the browser would. */
function navigate(url: string, more: object = { formData: null }): boolean {
  const event = Object.assign(new Event('navigate', { cancelable: true }), { destination: { url }, ...more });
  navigation.dispatchEvent(event);
  return !event.defaultPrevented;
}

const asked = () => said.map((message) => (message.type === 'link' ? message.url : message.type));

describe('links that lead out', () => {
  it('MPH-18 a press on one, a window and a navigation are told to the host, and lead nowhere by themselves', () => {
    expect(click('https://example.org/a')).toBe(false);
    expect(click('mailto:ann@example.org')).toBe(false);
    expect(navigate('http://example.org/b')).toBe(false);
    expect(page.open?.('https://example.org/c', '_blank')).toBe(null);
    expect(asked()).toEqual([
      'https://example.org/a',
      'mailto:ann@example.org',
      'http://example.org/b',
      'https://example.org/c',
    ]);
    expect(opened).toEqual([]);
  });

  it('MPH-18 what nobody pressed, other schemes, forms and what is too long lead nowhere at all', () => {
    isActive = false;
    expect([
      click('https://example.org/'),
      navigate('https://example.org/'),
      page.open?.('https://example.org/'),
    ]).toEqual([false, false, null]);
    isActive = true;
    for (const url of ['tel:1', 'banyan://invite/x', `https://example.org/${'x'.repeat(2048)}`])
      expect(click(url)).toBe(false);
    expect(navigate('https://example.org/', { formData: new FormData() })).toBe(false);
    expect(asked()).toEqual([]);
  });

  it('MPH-18 the program’s own places, and what it handles itself, are left alone', () => {
    expect([click('#end'), click('blob:x'), navigate(`${location.origin}/about.html`)]).toEqual([true, true, true]);
    expect(click('https://example.org/', true)).toBe(false);
    page.open?.('about.html');
    page.open?.();
    expect(opened).toEqual(['about.html', undefined]);
    expect(asked()).toEqual([]);
  });
});
