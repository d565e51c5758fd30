/**
 * `wallet.pay`: two engines of the product without screens, over real stores, journals and a real link between two connections of this page. One
 * issues, keeps the book and is paid; the other pays and is the witness.
 */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { createMemoryPictures } from '@adapters/memory/media/memoryPictures.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemNetwork } from '@adapters/system/systemNetwork.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { type Engine, startEngine } from '@services/engine/engine.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import type { Identity } from '@services/identity/identity.ts';
import { createLateWallet } from '@services/wallet/lateWallet.ts';
import { LateParts } from '@ports/latePart.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { NewUnit, WalletPerson, WalletWorkspace } from '@services/workspace/walletWorkspace.ts';
import type { AccountId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { openBare, putBare } from './append.ts';
import { channelPair, endOf, roundTrip } from './linkup.ts';
import { must } from './profile.ts';

interface Party {
  readonly identity: Identity;
  readonly engine: Engine;
  readonly wallet: WalletWorkspace;
}

const LUNCH: NewUnit = {
  code: 'LUNCH',
  name: 'Lunch',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'A meal.',
  transferable: true,
  feeless: true,
};
/** What one message of a payment takes on the wire, bytes: order, entry or acknowledgement with what it rests on. */
const BYTES = 1500;
const [TRIPS, PUTS, WARM_UP] = [4, 3, 5];
const RETRY = 50;
const PATIENCE = 60_000;

async function openParty(name: string, signaling: string): Promise<Party> {
  const host = createBrowserHost({ clock: systemClock });
  const vault = new MemoryKeyVault({ random: systemRandom });
  const base = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await createIdentity(base, { name, avatar: { kind: 'generated' } }));
  const store = new DexieDocumentStore();
  must(await store.open(identity.account));
  const transport = new WebrtcPeerTransport({
    clock: systemClock,
    random: systemRandom,
    settings: { iceServers: [], signaling: [signaling] },
    networkEvents: browserNetworkEvents(window),
    openSocket: platformTextSocket,
  });
  const notifier = {
    show: () => undefined,
    clear: () => undefined,
    onActivated: () => () => undefined,
    onActed: () => () => undefined,
    isWatched: () => true,
  };
  const log = new RingLog(systemClock, host);
  const pictures = createMemoryPictures();
  const engine = must(
    await startEngine({ ...base, host, store, transport, notifier, pictures, network: systemNetwork, log }, identity, {
      onRebuilding: () => undefined,
      isWatched: () => true,
    }),
  );
  const self = { account: identity.account, device: identity.device };
  const people = () => snapshotQuery(writableSnapshot<ReadonlyMap<AccountId, WalletPerson>>(new Map()));
  const { acts } = engine;
  const parts = { store, self, clock: systemClock, acts, people, verify: verifySignature };
  const wallet = createLateWallet(parts, new LateParts());
  return { identity, engine, wallet };
}

async function again<T>(attempt: () => Promise<T | null>): Promise<T> {
  for (const end = performance.now() + PATIENCE; performance.now() < end;) {
    const value = await attempt();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
  throw new Error('it did not come to be so');
}

async function befriend(inviter: Party, guest: Party): Promise<void> {
  const invite = must(await inviter.engine.acts.createInvite());
  must(await guest.engine.acts.acceptInvite(invite.link));
  await again(async () => {
    const accepted = await inviter.engine.acts.acceptRequest(guest.identity.account);
    return accepted.ok ? accepted : null;
  });
}

/** Resolves when a payment is final, by what a screen would read. */
function final({ wallet }: Party, payment: RecordId): Promise<void> {
  return new Promise((resolve) => {
    const watch = { isDone: false, stop: () => undefined as void };
    const dispose = wallet.payment(payment).subscribe((state) => {
      if (state.status !== 'ready' || state.value?.finality.kind !== 'final') return;
      watch.isDone = true;
      watch.stop();
      resolve();
    });
    watch.stop = dispose;
    if (watch.isDone) dispose();
  });
}

/** ms from the payer's yes to final on both sides, to durable and sent, and what bare trips and puts take, in turns. */
export async function walletPay(count: number, signaling: string) {
  const [shop, guest] = [await openParty('Shop', signaling), await openParty('Guest', signaling)];
  await befriend(shop, guest);
  const { account } = shop.identity;
  const witness = guest.identity.account;
  const unit = await again(async () => {
    const made = await shop.engine.acts.createUnit(LUNCH, [witness]);
    return made.ok ? made.value.unit : null;
  });
  const promised = must(await shop.engine.acts.promiseUnits({ to: witness, unit, amount: 1_000_000n })).payment;
  await final(guest, promised);
  const database = await openBare();
  const ends = (await channelPair()).map((channel) => endOf(channel, 0));
  const [here, there] = ends;
  if (here === undefined || there === undefined) throw new Error('two ends');
  const [measured, baseline, sent]: [number[], number[], number[]] = [[], [], []];
  for (let index = -WARM_UP; index < count; index += 1) {
    const start = performance.now();
    const { payment } = must(await guest.engine.acts.payUnits({ to: account, unit, amount: 1n }));
    const durable = performance.now();
    await Promise.all([final(guest, payment), final(shop, payment)]);
    const between = performance.now();
    for (let trip = 0; trip < TRIPS; trip += 1) await roundTrip([here, there], BYTES);
    for (let put = 0; put < PUTS; put += 1) await putBare(database, index * PUTS + put);
    const end = performance.now();
    if (index < 0) continue;
    measured.push(between - start);
    sent.push(durable - start);
    baseline.push(end - between);
  }
  for (const { engine } of [shop, guest]) engine.dispose();
  database.close();
  return { measured, baseline, sent };
}
