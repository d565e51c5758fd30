import { MAX_LINK } from '@shared/mini/bridgeLimits.ts';
import { complain, isPressed } from './builtIns.ts';
import type { Page } from './page.ts';
import type { Wire } from './wire.ts';

/** Addresses that are the program's own although they have another origin, or none. */
const OWN_PROTOCOLS: ReadonlySet<string> = new Set(['blob:', 'data:', 'about:', 'javascript:']);
/** What the host may open for it, once the person said so. */
const OPENED_PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);

/**
 * Keeps the page where it is when a link or a script of it leads off its origin: the frame around it lets nothing else in, and would show
 * the browser's error page in place of the program. Where a person pressed something just then, the host asks them whether to open it
 * outside (MPH-18).
 */
export function stayHere(wire: Wire, page: Page): void {
  const { document, navigation } = page;
  // Where there is no `navigate` event, and for addresses like `mailto:`, which it does not speak of.
  document?.addEventListener('click', (event) => {
    const link = event.composedPath().find(isLink);
    if (link === undefined || event.defaultPrevented || !leadsAway(link.href)) return;
    event.preventDefault();
    ask(wire, link.href);
  });
  navigation?.addEventListener('navigate', (event) => {
    const { destination, formData } = event as NavigateEvent;
    if (!leadsAway(destination.url)) return;
    event.preventDefault();
    // What is sent with a form goes nowhere: an address alone would not be what the person meant.
    if (formData === null || formData === undefined) ask(wire, destination.url);
    else refuse();
  });
  const { open } = page;
  if (open === undefined) return;
  page.open = (url, ...rest) => {
    const address = url === undefined ? null : absolute(String(url));
    if (address === null || !leadsAway(address)) return open.call(page, url, ...rest);
    ask(wire, address);
    return null;
  };
}

type NavigateEvent = Event & { readonly destination: { readonly url: string }; readonly formData?: unknown };

function isLink(node: EventTarget): node is HTMLAnchorElement | HTMLAreaElement {
  return (node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement) && node.href !== '';
}

function absolute(url: string): string | null {
  return URL.canParse(url, location.href) ? new URL(url, location.href).href : null;
}

function leadsAway(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol } = new URL(address);
  return origin !== location.origin && !OWN_PROTOCOLS.has(protocol);
}

/** The host believes nothing of this: it asks the person, where it asks at all. */
function ask(wire: Wire, address: string): void {
  const isShort = address.length <= MAX_LINK;
  if (isPressed() && isShort && OPENED_PROTOCOLS.has(new URL(address).protocol))
    wire.send({ type: 'link', url: address });
  else refuse();
}

function refuse(): void {
  complain('warning', 'links that lead out of the program lead nowhere unless a person presses them');
}
