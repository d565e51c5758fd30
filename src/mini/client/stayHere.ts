import { complain } from './builtIns.ts';
import type { Page } from './page.ts';

/** Addresses that are the program's own although they have another origin, or none. */
const OWN_PROTOCOLS: ReadonlySet<string> = new Set(['blob:', 'data:', 'about:', 'javascript:']);

/**
 * Keeps the page where it is when a link or a script of it leads off its origin: the frame around it lets nothing else in, and would show
 * the browser's error page in place of the program.
 */
export function stayHere({ document, navigation }: Page): void {
  // Where there is no `navigate` event, and for addresses like `mailto:`, which it does not speak of.
  document?.addEventListener('click', (event) => {
    const link = event.composedPath().find(isLink);
    if (link !== undefined && !event.defaultPrevented && leadsAway(link.href)) refuse(event);
  });
  navigation?.addEventListener('navigate', (event) => {
    const { destination } = event as Event & { readonly destination: { readonly url: string } };
    if (leadsAway(destination.url)) refuse(event);
  });
}

function isLink(node: EventTarget): node is HTMLAnchorElement | HTMLAreaElement {
  return (node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement) && node.href !== '';
}

function leadsAway(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol } = new URL(address);
  return origin !== location.origin && !OWN_PROTOCOLS.has(protocol);
}

function refuse(event: Event): void {
  event.preventDefault();
  complain('warning', 'links that lead out of the program lead nowhere');
}
