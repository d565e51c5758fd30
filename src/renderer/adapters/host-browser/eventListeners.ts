import * as v from 'valibot';
import type { Disposer } from '@ports/snapshot.ts';
import type { HostEvent, HostEventPayload } from '@shared/ipc/contract.ts';
import { hostEvents } from '@shared/ipc/hostEvents.ts';

type Listener = (payload: unknown) => void;

/** Listeners of host events. A payload that breaks the contract, or an unknown event, reaches nobody. */
export interface EventListeners {
  add<E extends HostEvent>(event: E, listener: (payload: HostEventPayload<E>) => void): Disposer;
  deliver(event: string, payload: unknown): void;
}

/** Creates an empty set of listeners. */
export function createEventListeners(): EventListeners {
  const listeners = new Map<HostEvent, Set<Listener>>();
  return {
    add: (event, listener) => {
      const own = listeners.get(event) ?? new Set();
      // A wrapper of its own, so that the same function added twice is heard twice and disposed once.
      const heard: Listener = (payload) => {
        const parsed = v.safeParse(hostEvents[event], payload);
        if (parsed.success) listener(parsed.output);
      };
      listeners.set(event, own.add(heard));
      return () => void own.delete(heard);
    },
    deliver: (event, payload) => {
      if (!Object.hasOwn(hostEvents, event)) return;
      for (const listener of listeners.get(event as HostEvent) ?? []) listener(payload);
    },
  };
}
