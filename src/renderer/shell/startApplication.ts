import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { DexieSearchShelf } from '@adapters/dexie/searchShelf.ts';
import { openAddress } from '@adapters/external/openAddress.ts';
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { createElectronHost } from '@adapters/host-electron/electronHost.ts';
import { findHostBridge } from '@adapters/host-electron/hostBridge.dom.ts';
import { createBrowserPictures } from '@adapters/media/BrowserMedia.ts';
import { HostNotifier } from '@adapters/notifications/hostNotifier.ts';
import { WebNotifier } from '@adapters/notifications/webNotifier.ts';
import { BrowserProgramWindows } from '@adapters/programs/browserProgramWindows.ts';
import { HostProgramWindows } from '@adapters/programs/hostProgramWindows.ts';
import { LateProgramViews } from '@adapters/programs/lateProgramViews.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemNetwork } from '@adapters/system/systemNetwork.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { BroadcastTabChannel } from '@adapters/tabs/broadcastTabChannel.ts';
import { WebSoleSeats } from '@adapters/tabs/webSoleSeats.ts';
import { WebLockSeat } from '@adapters/tabs/webLockSeat.ts';
import { createDocumentWorkers } from '@adapters/documents/condenserClient.ts';
import { createFeedReader, startFeedWorker } from '@adapters/feeds/feedReaderClient.ts';
import { createArticleReader } from '@adapters/markup/createArticleReader.ts';
import { createBatchVerifier } from '@adapters/webcrypto/signatureWorkerClient.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import type { Host } from '@ports/host.ts';
import type { MintCraft } from '@ports/mintCraft.ts';
import type { ProgramViews } from '@ports/programViews.ts';
import { type ApplicationParts, openApplication } from '@services/application/application.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import type { Past } from '@services/snapshots/past.ts';
import type { Application } from '@services/workspace/workspace.ts';
import { toBase64url } from '@shared/base64url.ts';
import { persistently } from '@ui/loading/persistently.ts';
import { type ProfilePlaces, browserProfile, keepProfile, onNamedElsewhere, putBackProfile } from './browserProfile.ts';
import { ProfileChoice, noteOpen } from './profileChoice.ts';
import { lookApplication, lookedInto } from './look/lookApplication.ts';
import { latePast } from './look/latePast.ts';
import { ownShelf } from './programs/ownShelf.ts';

/** The desktop has one profile for each data directory. */
const DESKTOP_PROFILE = 'desktop';

/** The index of what can be found, and when what can wait does: for some seconds after a press. */
const SEARCHING = {
  createSearchShelf: () => new DexieSearchShelf(),
  isInHand: () => navigator.userActivation.isActive,
};

/**
 * Joins the product with this platform: the only place, with `engineCode.ts`, that knows which adapters are in use.
 * A browser that does not know its name towards the host asks by `choice`. The engine's code is fetched when `painted` resolves, or as
 * soon as nothing can be shown without it.
 */
export function startApplication(
  painted: Promise<void> = Promise.resolve(),
  choice = new ProfileChoice(),
): { readonly application: Application; readonly lock: LockPlace; readonly past: Past } {
  const bridge = findHostBridge();
  const host = hostBehind(bridge);
  const log = new RingLog(systemClock, host);
  const page = new WebNotifier();
  const notifier = notifierFor(host, page);
  const places = { storage: localStorage, indexedDB, directory: () => navigator.storage.getDirectory() };
  const profile = bridge === null ? browserName(places, host, choice) : Promise.resolve(DESKTOP_PROFILE);
  // Without it the browser may throw the database away when the disk runs low.
  void navigator.storage.persist();
  reportUnowned(log);
  const { application, past } = opened({
    ...{ host, log, notifier },
    clock: systemClock,
    random: systemRandom,
    verify: verifySignature,
    verifyAll: createBatchVerifier(),
    ...createDocumentWorkers(systemClock),
    mintCraft: loadMintCraft,
    vault: new WebcryptoKeyVault({ host, profile }),
    createStore: (self, onLost) => {
      // A database that is opened again may be so because a full disk took it, and the name with it.
      if (bridge === null) void profile.then((name) => putBackProfile(places, name));
      return new DexieDocumentStore({
        self,
        onLost,
        fetchCode: persistently,
        onCorrupt: ({ table }) => log.write('error', 'store', `a damaged row of ${table} was left out`),
      });
    },
    ...SEARCHING,
    webFeeds: { ...createFeedReader({ start: startFeedWorker, clock: systemClock }), articles: createArticleReader() },
    createTransport: async () => (await loadEngineCode()).createTransport(),
    loadEngine: (isShown) => (isShown ? painted : Promise.resolve()).then(loadEngine),
    pictures: createBrowserPictures(),
    network: systemNetwork,
    blobOrigin: import.meta.env.DEV && bridge === null ? hostOrigin() : '',
    seat: new WebLockSeat('banyan-engine'),
    channel: new BroadcastTabChannel('banyan-tabs'),
    openExternal: (url) => openAddress(host, url),
    dragsFiles: bridge !== null,
    fetchCode: (load) => painted.then(() => persistently(load)),
    ...programParts(host, bridge !== null),
  });
  host.on('window.closing', () => void takeLeave(application, host));
  return { ...withLock({ host, profile }, { application, notifier, painted }), past };
}

/** The app, or, where this tab looks at a snapshot, that (SNP-8). */
function opened(parts: ApplicationParts) {
  const looked = lookedInto();
  const application = looked === null ? openApplication(parts) : lookApplication(parts, looked);
  return { application, past: latePast(parts) };
}

/** The application beside its lock, which is watched from the first picture on. */
function withLock(
  place: LockPlace,
  {
    painted,
    ...rest
  }: {
    readonly application: ReturnType<typeof openApplication>;
    readonly notifier: HostNotifier;
    readonly painted: Promise<void>;
  },
) {
  void painted
    .then(() => persistently(() => import('./lock/keepLock.ts')))
    .then(({ keepLock }) => keepLock({ place, ...rest }));
  return { application: rest.application, lock: place };
}

function hostBehind(bridge: ReturnType<typeof findHostBridge>): Host {
  if (bridge !== null) return createElectronHost(bridge);
  return createBrowserHost({ clock: systemClock, origin: hostOrigin() });
}

/** Notifications, whose press leads to the chat. */
function notifierFor(host: Host, page: WebNotifier): HostNotifier {
  const notifier = new HostNotifier(host, page);
  notifier.onActivated((space) => {
    void host.call('window.focus', {});
    location.hash = `#/chats/${space}`;
  });
  return notifier;
}

/** What shows mini programs: views and windows of the desktop host, or frames and windows of the browser. */
function programParts(
  host: Host,
  isDesktop: boolean,
): Pick<ApplicationParts, 'views' | 'programWindows' | 'programSeats' | 'programShelf'> {
  return {
    views: new LateProgramViews(() => loadViews(host, isDesktop)),
    programWindows: isDesktop ? new HostProgramWindows(host) : new BrowserProgramWindows(),
    programSeats: new WebSoleSeats(new BroadcastTabChannel('banyan-programs')),
    programShelf: ownShelf,
  };
}

async function loadViews(host: Host, isDesktop: boolean): Promise<ProgramViews> {
  if (isDesktop) {
    const { HostProgramViews } = await persistently(() => import('@adapters/programs/hostProgramViews.ts'));
    return new HostProgramViews(host);
  }
  const { FrameProgramViews } = await persistently(() => import('@adapters/programs/frameProgramViews.ts'));
  return new FrameProgramViews(host, systemClock);
}

/** The window of this page was closed: what runs in it says its last, then the window goes. */
async function takeLeave(application: Application, host: Host): Promise<void> {
  const startup = application.startup.get();
  if (startup.status === 'ready') await startup.workspace.programs.endPrograms();
  await host.call('window.done', {});
}

/** What this browser profile is called towards the host, kept and noted for as long as the page is open. */
async function browserName(places: ProfilePlaces, host: Host, choice: ProfileChoice): Promise<string> {
  const makeName = () => toBase64url(systemRandom.bytes(15));
  const parts = { host, verify: verifySignature, clock: systemClock, makeName, onNamed: onNamedElsewhere };
  const name = await browserProfile(places, () => choice.ask(parts));
  keepProfile(places, name, systemClock);
  noteOpen(host, name, systemClock);
  return name;
}

function loadEngineCode() {
  return persistently(() => import('./engineCode.ts'));
}

/** A host that is gone serves no code. */
function loadEngine(): ReturnType<ApplicationParts['loadEngine']> {
  return loadEngineCode().then(
    ({ startEngine }) => startEngine,
    () => null,
  );
}

/** Most people have no mint: what notes are made with is fetched when there is one. */
function loadMintCraft(): Promise<MintCraft | null> {
  return persistently(() => import('@adapters/cashu/cashuCraft.ts')).then(
    ({ cashuCraft }) => cashuCraft,
    () => null,
  );
}

/** The host that served this page; in development the page comes from elsewhere and is told where the host is. */
function hostOrigin(): string {
  const port = import.meta.env.DEV ? new URLSearchParams(location.search).get('host') : null;
  return port === null ? location.origin : `http://localhost:${port}`;
}

/** What nobody caught is a bug: it goes to the log, without its text's secrets, for the diagnostics page. */
function reportUnowned(log: RingLog): void {
  window.addEventListener('error', (event) => log.write('error', 'window', event.message));
  window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    log.write('error', 'window', reason instanceof Error ? `${reason.name}: ${reason.message}` : 'a rejected promise');
  });
}
