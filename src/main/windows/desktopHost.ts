import { join } from 'node:path';
import { app, safeStorage, session, shell, systemPreferences } from 'electron';
import { fail } from '@shared/result.ts';
import { isOwnAddress, isSafeExternal, programOrigin } from '../security/address.ts';
import { type ChosenProtection, chooseProtection, renewSecrets } from '../security/secretProtection.ts';
import { createSessionProxy } from '../security/sessionProxy.ts';
import { systemUnlock } from '../security/systemUnlock.ts';
import type { Backups } from '../services/backup/backups.ts';
import type { ServedBlobs } from '../services/blobs/serveBlob.ts';
import { type Dispatcher, type HostHandlers, createDispatcher } from '../services/dispatcher/dispatcher.ts';
import { faultReporter } from '../services/host/faultLog.ts';
import { type HostEffects, type HostServices, createHostServices } from '../services/host/hostServices.ts';
import { openLogFile } from '../services/log/logFile.ts';
import type { ProgramViews } from '../services/mini/miniHandlers.ts';
import { refuser } from '../services/mini/programHandler.ts';
import { programHeaders } from '../services/mini/programHeaders.ts';
import { createHttpsExchange } from '../services/mini/net/httpsExchange.ts';
import { createProgramNet } from '../services/mini/net/programNet.ts';
import { resolvePublic } from '../services/mini/net/resolvePublic.ts';
import { Nearby } from '../services/nearby/nearby.ts';
import { throughProxy } from '../services/proxy/hostProxy.ts';
import { type SignalingServer, listenSignaling } from '../services/signaling/signalingServer.ts';
import { openVault } from '../services/vault/vault.ts';
import type { DesktopContext } from './context.ts';
import { type Report, createReport } from './desktopLog.ts';

/** The services of this process, and its log. */
export interface DesktopHost {
  /** Opens the services; ready when calls may be answered. */
  open(): Promise<Dispatcher>;
  /** What blobs are kept in, null until the services are open. */
  blobs(): ServedBlobs | null;
  /** The same of backups. */
  backups(): Pick<Backups, 'folder'> | null;
  /** Answers a program's view; 503 until the services are open. */
  serveProgram(label: string, request: Request): Promise<Response>;
  readonly report: Report;
  /** The machine woke: who is nearby may be others. */
  refresh(): void;
  /** Closes every lock. */
  lock(): Promise<void>;
  /** Somebody has a hand on the app where its page does not see it. */
  noteUse(): void;
  /** Resolves when everything pending is written. */
  dispose(): Promise<void>;
}

/** The effects that need the window. */
export type WindowEffects = Required<Omit<HostEffects, 'openExternal'>>;

const CAPABILITIES = [
  'badge',
  'openExternal',
  'deepLinks',
  'hideToTray',
  'programViews',
  'programWindows',
  'programNet',
  'notices',
  'screenLock',
  'backups',
  'dragOut',
  'nearby',
  'proxy',
  'lock',
] as const;
/** Programs are pages of their own here, framed by nobody but themselves. */
const MINI = { ancestors: () => [], addressOf: (label: string) => `${programOrigin(label)}/`, canary: () => null };

/** Joins the shared services with what Electron gives: the key store, the system's browser, the window. */
export function createDesktopHost(
  { platform, origin, clientDirectory }: Pick<DesktopContext, 'platform' | 'origin' | 'clientDirectory'>,
  { views, ...window }: WindowEffects & { readonly views: ProgramViews },
): DesktopHost {
  const dataDir = join(app.getPath('userData'), 'host');
  const log = openLogFile({ directory: join(dataDir, 'log') });
  // Web pages in the person's browser could reach a local port, too.
  const isOriginAllowed = (page: string | undefined) => page !== undefined && isOwnAddress(page, origin);
  let services: HostServices | null = null;
  let signaling: SignalingServer | null = null;
  const report = createReport(log);
  const proxy = createSessionProxy(() => session.defaultSession);
  const exchange = createHttpsExchange({ resolve: resolvePublic(), through: throughProxy(proxy) });
  const nearby = new Nearby({ failed: (cause) => report('nearby-failed', cause) });

  return {
    report,
    async open() {
      const { protection, takeStale } = await chooseProtection(safeStorage, platform);
      await renewAll(dataDir, { protection, takeStale });
      try {
        signaling = await listenSignaling({ host: '127.0.0.1', port: 0 }, { isOriginAllowed, bus: nearby.bus });
      } catch (cause) {
        // The others in the settings, and pasted invites, still work.
        report('signaling-failed', cause);
      }
      const { system, capabilities } = abilities(protection, platform);
      services = createHostServices({
        ...{ dataDir, protection, system },
        describe: { edition: 'desktop', version: app.getVersion(), platform, capabilities },
        signaling: () => (signaling === null ? [] : [signaling.url]),
        mini: { ...MINI, clientDirectory, views, net: createProgramNet({ exchange }) },
        ...{ nearby, proxy },
        effects: { ...window, openExternal: (url) => shell.openExternal(url) },
        log,
      });
      return createDispatcher(withSaferLinks(services.handlers), faultReporter(log));
    },
    blobs: () => services?.blobs ?? null,
    backups: () => services?.backups ?? null,
    serveProgram: (label, request) =>
      services?.programs.serve(label, request) ?? Promise.resolve(refuser(programHeaders(MINI.ancestors()))(503)),
    refresh: () => nearby.refresh(),
    lock: () => services?.lock() ?? Promise.resolve(),
    noteUse: () => services?.noteUse(),
    async dispose() {
      await Promise.all([services?.dispose(), signaling?.close()]);
    },
  };
}

/** What this machine can do: whether the system can tell who is there is known once it runs. */
function abilities({ kind }: ChosenProtection['protection'], platform: NodeJS.Platform) {
  const system = kind === 'os' ? systemUnlock(systemPreferences, platform) : null;
  return { system, capabilities: [...CAPABILITIES, ...(system === null ? [] : (['systemUnlock'] as const))] };
}

/** Before anybody else writes. */
async function renewAll(dataDir: string, { protection, takeStale }: ChosenProtection): Promise<void> {
  for (const folder of ['vault', 'keys']) {
    await renewSecrets(openVault({ directory: join(dataDir, folder), protection }), takeStale);
  }
}

function withSaferLinks(handlers: HostHandlers): HostHandlers {
  return {
    ...handlers,
    'external.open': (input) =>
      isSafeExternal(input.url)
        ? handlers['external.open'](input)
        : Promise.resolve(fail('invalid-input', 'this address is not handed to the system')),
  };
}
