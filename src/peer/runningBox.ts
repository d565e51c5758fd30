import { type Result, ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { createDeviceReads } from '@services/devices/deviceView.ts';
import { type Engine, startEngine } from '@services/engine/engine.ts';
import { SETTINGS_NAME, readSettings } from '@services/engine/readSettings.ts';
import type { Identity } from '@services/identity/identity.ts';
import type { ConnectionStatus, WorkspaceError } from '@services/workspace/workspace.ts';
import type { PeerFiles } from './commandLine.ts';
import type { PeerParts } from './peerParts.ts';

/** How long an end waits for the journal to take what it has not, ms. */
const HAND_OVER = 10_000;
/** How long the last word on links takes to leave, ms. */
const FAREWELL = 400;

/** The engine of a box, online. */
export interface RunningBox {
  readonly engine: Engine;
  readonly store: DocumentStore;
  readonly connection: () => ConnectionStatus;
  /** False once another device, or the recovery phrase, took this one out of the account. */
  readonly isMember: () => boolean;
  /** Ends it. False: something may not be in the journal. */
  readonly stop: () => Promise<boolean>;
}

/** What a start tells. */
export interface BoxHooks {
  readonly say: (line: string) => void;
}

/** Starts the engine of a box over its journal: a box has no other memory, so this reads the journal through. */
export async function startBox(
  parts: PeerParts,
  identity: Identity,
  { files, say }: BoxHooks & { readonly files: PeerFiles },
): Promise<Result<RunningBox, WorkspaceError>> {
  const store = parts.createStore();
  const opened = await store.open(identity.account);
  if (!opened.ok) return { ok: false, error: { code: 'storage-failed', message: opened.error.message } };
  const transport = parts.createTransport();
  const progress = tellProgress(say);
  const engine = await startEngine({ ...parts, store, transport }, identity, {
    onRebuilding: progress,
    isWatched: () => false,
    after: 'restore',
  });
  if (!engine.ok) {
    transport.dispose();
    store.close();
    return engine;
  }
  await chooseFiles(engine.value, store, files);
  const { connection } = engine.value.ephemeral;
  const membership = watchMembership(store, say);
  const stops = [tellConnection(engine.value, say), membership.stop];
  return ok({
    engine: engine.value,
    store,
    connection: connection.get,
    isMember: membership.isMember,
    stop: async () => {
      for (const stop of stops) stop();
      const handed = await Promise.race([engine.value.handOver(), after(parts, HAND_OVER).then(() => null)]);
      engine.value.dispose();
      await after(parts, FAREWELL);
      return handed !== null;
    },
  });
}

function after({ clock }: PeerParts, delay: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delay, resolve));
}

/** Says once in a while how far the reading has come. */
function tellProgress(say: (line: string) => void): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (tenth <= told) return;
    told = tenth;
    say(`reading the journal: ${done} of ${total}`);
  };
}

/** Rules about room are each device's own (DEV-17): those of a box are on its command line. */
async function chooseFiles(engine: Engine, store: DocumentStore, { largest, room }: PeerFiles): Promise<void> {
  const kept = await store.values.get(SETTINGS_NAME);
  const now = readSettings(kept.ok ? kept.value : null);
  const autoDownload = { limit: largest, onMetered: true };
  const isSame = now.blobBudget === room && now.autoDownload.limit === largest && now.autoDownload.onMetered;
  if (!isSame) await engine.acts.updateSettings({ autoDownload, blobBudget: room });
}

const REMOVED =
  'this box was taken out of its account: friends and devices give it nothing any more. End it and remove its directory; to use it again, link it anew with an empty one';

/** Follows whether this device still belongs to the account. */
function watchMembership(
  store: DocumentStore,
  say: (line: string) => void,
): { readonly isMember: () => boolean; readonly stop: Disposer } {
  let isOut = false;
  const stop = createDeviceReads(store)
    .devices()
    .subscribe((state) => {
      const own = state.status === 'ready' ? state.value.find(({ isThis }) => isThis) : undefined;
      if (own === undefined || own.isRevoked === isOut) return;
      isOut = own.isRevoked;
      if (isOut) say(REMOVED);
    });
  return { isMember: () => !isOut, stop };
}

function tellConnection({ ephemeral: { connection } }: Engine, say: (line: string) => void): Disposer {
  let told = '';
  const tell = () => {
    const { devices, services, hostReachable } = connection.get();
    const answering = services.filter((service) => service.connected).length;
    const line = `${devices} devices linked, ${answering} of ${services.length} meeting points answer`;
    if (line !== told) say(line);
    told = line;
    if (!hostReachable) say('the journal cannot be written: nothing new is kept');
  };
  tell();
  return connection.subscribe(tell);
}
