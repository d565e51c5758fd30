/** Engines without screens and without a profile of the app: the product's identity, store, journal and replicator. */
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { directSpace } from '@domain/space/space.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import type { ReplicationContext } from '@services/replication/context.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { mixedText } from './mixedText.ts';
import { must } from './profile.ts';
import { batchVerifier } from './signatures.ts';

const SPAN = 60 * 24 * 3_600_000;
const BATCH = 1000;

/** Somebody new, over a store that is empty. */
export async function openSide(store: DocumentStore) {
  const host = createBrowserHost({ clock: systemClock });
  const vault = new MemoryKeyVault({ random: systemRandom });
  const parts = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await createIdentity(parts, { name: 'Somebody', avatar: { kind: 'generated' } }));
  const own = await OwnSelf.open(parts, identity);
  must(await store.open(identity.account));
  return { identity, own, store, host, journal: new EventJournal(host, identity.account) };
}

/** Somebody with keys, a store and a journal. */
export type Side = Awaited<ReturnType<typeof openSide>>;

/** What is said at a place of a chain. */
export type Saying = (random: SeededRandom, index: number) => { readonly kind: string; readonly body: unknown };

const aMessage: Saying = (random, index) => ({ kind: MESSAGE_KIND, body: { text: mixedText(random, index) } });

/** What one side said in a space over two months, in batches. */
export function talkOf(own: Side, space: SpaceId, count: number): AsyncGenerator<readonly AdmittedEvent[]> {
  return sayingsOf(own, space, { count, saying: aMessage });
}

/** The same of anything that is said. */
export async function* sayingsOf(
  own: Side,
  space: SpaceId,
  { count, saying }: { readonly count: number; readonly saying: Saying },
): AsyncGenerator<readonly AdmittedEvent[]> {
  const random = new SeededRandom(1);
  const start = systemClock.now() - SPAN;
  let head: { seq: number; id: EventId; at: number } | null = null;
  for (let from = 0; from < count; from += BATCH) {
    const events: Promise<AdmittedEvent>[] = [];
    for (let index = from; index < Math.min(from + BATCH, count); index += 1) {
      const at = start + Math.floor((index * SPAN) / count);
      const content: Parameters<typeof encodeEvent>[0] = {
        space,
        ...saying(random, index),
        device: own.identity.device,
        seq: index,
        prev: head?.id ?? null,
        at,
      };
      const bytes = encodeEvent(content);
      const before = head;
      head = { seq: index, id: sealEvent(content, bytes, new Uint8Array(64)).id, at };
      events.push(sign(own, { content, bytes, before }));
    }
    yield await Promise.all(events);
  }
}

async function sign(
  { identity }: Side,
  draft: {
    readonly content: Parameters<typeof encodeEvent>[0];
    readonly bytes: Uint8Array;
    readonly before: { readonly seq: number; readonly id: EventId; readonly at: number } | null;
  },
): Promise<AdmittedEvent> {
  const { content, bytes, before } = draft;
  const signed = sealEvent(content, bytes, await identity.keys.sign(eventSigningBytes(content.kind, bytes)));
  const accountOf = () => identity.account;
  return must(admitEvent(signed, { space: content.space, accountOf, head: before, now: content.at }));
}

/** What an engine of a side shares, and who hears of what it keeps. */
export interface EngineWays {
  readonly spaces?: readonly SpaceId[];
  readonly onAdmitted?: ReplicationContext['onAdmitted'];
}

/** The engine of one side, which knows the other and shares a talk with it, or these spaces. */
export function engineOf(own: Side, other: ContactCard, ways: EngineWays = {}): Replicator {
  const { identity, store, journal, host } = own;
  const shared = ways.spaces ?? [directSpace(identity.account, other.account)];
  const [device] = other.certificates.map((certificate) => certificate.device);
  const log = new RingLog(systemClock, host);
  const directory: ReplicationContext['directory'] = {
    accountOf: (_, asked) => (asked === identity.device ? identity.account : asked === device ? other.account : null),
    devicesOf: () => (device === undefined ? [identity.device] : [identity.device, device]),
    sharedWith: () => shared,
    readersOf: () => [other.account],
    endOf: () => null,
    floorOf: () => -1,
    isOpenEnded: () => false,
  };
  const { onAdmitted = () => undefined } = ways;
  const verifiers = { verify: verifySignature, verifyAll: batchVerifier() };
  return new Replicator(
    { self: identity, store, journal, directory, clock: systemClock, ...verifiers, log, onAdmitted },
    { ownCard: () => own.own.card, onCard: () => Promise.resolve(true) },
  );
}
