import * as v from 'valibot';
import type { Host } from '@ports/host.ts';
import type { HostEvent, HostMethod } from '@shared/ipc/contract.ts';
import { hostEvents } from '@shared/ipc/hostEvents.ts';
import { readAnswer } from '@shared/ipc/readAnswer.ts';
import { fail } from '@shared/result.ts';

/** What the preload sets as `window.banyanHost`. Everything that comes out of it is checked here again. */
export interface HostBridge {
  call(method: HostMethod, input: unknown): Promise<unknown>;
  on(event: HostEvent, listener: (payload: unknown) => void): () => void;
}

/** The Electron edition's host, over the preload's bridge. */
export function createElectronHost(bridge: HostBridge): Host {
  return {
    call: async (method, input) => {
      try {
        return await readAnswer(method, await bridge.call(method, input));
      } catch {
        // IPC itself failed: the main process is going away, or the input could not be copied.
        return fail('unreachable', 'the host process does not answer');
      }
    },
    on: (event, listener) => {
      const end = bridge.on(event, (payload) => {
        const parsed = v.safeParse(hostEvents[event], payload);
        if (parsed.success) listener(parsed.output);
      });
      let isEnded = false;
      return () => {
        if (isEnded) return;
        isEnded = true;
        end();
      };
    },
  };
}
