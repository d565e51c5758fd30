import { join } from 'node:path';
import { createElectronHost } from '@adapters/host-electron/electronHost.ts';
import type { Host } from '@ports/host.ts';
import type { HostEvent } from '@shared/ipc/contract.ts';
import { createDispatcher } from '../main/services/dispatcher/dispatcher.ts';
import { faultReporter } from '../main/services/host/faultLog.ts';
import { createHostServices } from '../main/services/host/hostServices.ts';
import { openLogFile } from '../main/services/log/logFile.ts';
import { fileProtection } from '../main/services/vault/protection.ts';

/** How the host of a home box is opened. */
export interface HostInsideOptions {
  readonly dataDir: string;
  readonly version: string;
  /** The meeting points this box says it can be found at. */
  readonly signaling: () => readonly string[];
}

/** A host in the process of its engine. Its door is the same as every host's: what goes in and out is checked. */
export interface HostInside {
  readonly host: Host;
  /** Tells the engine something unasked; `payload` may break the contract. */
  emit(event: HostEvent, payload: unknown): void;
  close(): Promise<void>;
}

/** Programs are never shown here, and no name below `invalid` ever leads anywhere. */
const nowhere = (label: string): string => `http://${label}.invalid/`;

/** Opens journal, vault and files of a data directory for an engine in this process. */
export function openHostInside({ dataDir, version, signaling }: HostInsideOptions): HostInside {
  const log = openLogFile({ directory: join(dataDir, 'logs') });
  const services = createHostServices({
    dataDir,
    protection: fileProtection,
    describe: { edition: 'box', version, platform: process.platform, capabilities: [] },
    signaling,
    effects: {},
    mini: { clientDirectory: '', ancestors: () => [], addressOf: nowhere, canary: () => null, views: null, net: null },
    log,
  });
  const dispatcher = createDispatcher(services.handlers, faultReporter(log));
  const listeners = new Map<HostEvent, Set<(payload: unknown) => void>>();
  return {
    host: createElectronHost({
      call: (method, input) => dispatcher.dispatch({ senderAllowed: true, method, input }),
      on: (event, listener) => {
        const hearing = listeners.get(event) ?? new Set();
        listeners.set(event, hearing.add(listener));
        return () => hearing.delete(listener);
      },
    }),
    emit: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload);
    },
    close: services.dispose,
  };
}
