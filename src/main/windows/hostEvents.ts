import * as v from 'valibot';
import { type HostEvent, type HostEventPayload, hostEventNames, hostEvents } from '@shared/ipc/contract.ts';

/** Links kept while no page listens. A web page can make the system open links at will, so there is an end to it. */
const mostPending = 16;

/** The way of events to the page. */
export interface HostEventOutlet {
  /** Sends an event, or keeps it if it is a link and the page does not listen yet. */
  send<E extends HostEvent>(event: E, payload: HostEventPayload<E>): void;
  /** The page says that it listens to `event` from now on. Anything but an event's name is ignored. */
  startListening(event: unknown): void;
  /** The page is gone or being replaced: nobody listens any more. */
  forgetListeners(): void;
}

/** Queues and sends host events. `deliver` hands one to the page. */
export function createHostEventOutlet(deliver: (event: HostEvent, payload: unknown) => void): HostEventOutlet {
  const listening = new Set<HostEvent>();
  let pendingLinks: unknown[] = [];
  return {
    send(event, payload) {
      const parsed = v.safeParse(hostEvents[event], payload);
      if (!parsed.success) return;
      if (listening.has(event)) deliver(event, parsed.output);
      else if (event === 'link.opened' && pendingLinks.length < mostPending) pendingLinks.push(parsed.output);
    },
    startListening(event) {
      const known = hostEventNames.find((name) => name === event);
      if (known === undefined) return;
      listening.add(known);
      if (known !== 'link.opened') return;
      const waiting = pendingLinks;
      pendingLinks = [];
      for (const payload of waiting) deliver(known, payload);
    },
    forgetListeners() {
      listening.clear();
    },
  };
}
