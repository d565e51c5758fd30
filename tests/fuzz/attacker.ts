/** A person's keys in the hands of their bad self: what they truly signed, and what they sign wrongly. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { encodeEvent, eventSigningBytes, idBytes, sealEvent } from '@domain/event/codec.ts';
import type { EventContent, SignedEvent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { type LinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { ChainHead, DocumentStore } from '@ports/documentStore.ts';
import { type Identity, openIdentity } from '@services/identity/identity.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Person, must } from '../integration/support/world.ts';

/** What goes into an event besides its version and its device. */
export type Words = Omit<EventContent, 'v' | 'device'>;

/** A log the attacker may write in. */
export interface Place {
  readonly space: SpaceId;
  /** The device that is lied to. */
  readonly victim: DeviceId;
  /** What is said there when nobody lies; `chat.message`, and so one line on the screen each, unless told otherwise. */
  readonly kind?: string;
}

/** Someone who holds the keys of a member, knows the protocol, and means harm in one space. */
export class Attacker {
  readonly identity: Identity;
  readonly space: SpaceId;
  /** The device that is lied to. */
  readonly victimDevice: DeviceId;
  readonly kind: string;
  /** Ids of all that was ever truly signed at its place: nothing else of this device may be taken. */
  readonly genuine = new Set<EventId>();
  /** The next events of the chain, signed and not yet sent. */
  pending: readonly SignedEvent[] = [];
  /** Places in the bucket where `pending` begins. */
  private start = 0;
  private round = 0;
  private chainAt = 0;
  private victimStart = 0;

  private constructor(identity: Identity, place: Place) {
    this.identity = identity;
    this.space = place.space;
    this.victimDevice = place.victim;
    this.kind = place.kind ?? 'chat.message';
  }

  /** Takes the keys of a person. */
  static async of(person: Person, place: Place): Promise<Attacker> {
    const identity = await identityOf(person);
    return new Attacker(identity, place);
  }

  /** True when each event of this space is a line on the screen. */
  get isShown(): boolean {
    return this.kind === 'chat.message';
  }

  get device(): DeviceId {
    return this.identity.device;
  }

  /** Signs the next `count` events after what the victim holds. They are admissible, and so far unknown there. */
  async prepare(store: DocumentStore, count: number, now: number): Promise<void> {
    this.round += 1;
    const head = must(await store.chainHead(this.space, this.device));
    this.chainAt = head?.at ?? 0;
    const at = Math.max(now, this.chainAt + 1);
    const heads = must(await store.bucketHeads(this.space, bucketOf(at)));
    const countOf = (asked: DeviceId) => heads.find(({ device }) => device === asked)?.count ?? 0;
    [this.start, this.victimStart] = [countOf(this.device), countOf(this.victimDevice)];
    this.pending = await this.chain(count, at, head);
    for (const { id } of this.pending) this.genuine.add(id);
  }

  /** `count` events from a time on, behind the last one the victim holds. */
  private async chain(count: number, from: number, head: ChainHead | null): Promise<readonly SignedEvent[]> {
    const { space, round, kind } = this;
    const events: SignedEvent[] = [];
    let [seq, prev] = head === null ? [0, null] : [head.seq + 1, head.id];
    for (let place = 0; place < count; place += 1, seq += 1) {
      const body = { seen: [], text: `round ${round}, word ${place}` };
      if (this.isShown) Reflect.deleteProperty(body, 'seen');
      const event = await this.sign({ space, kind, seq, prev, at: from + place, body });
      prev = event.id;
      events.push(event);
    }
    return events;
  }

  /** Signs whatever it is told, as this device or under another's name. */
  async sign(words: Words, device: DeviceId = this.device): Promise<SignedEvent> {
    const content = { ...words, device };
    const bytes = encodeEvent(content);
    const signature = await this.identity.keys.sign(eventSigningBytes(content.kind, bytes));
    return sealEvent(content, bytes, signature);
  }

  /** The next honest words, for signing them a little differently. */
  get next(): Words {
    const [event] = this.pending;
    if (event === undefined) throw new Error('nothing was prepared');
    const { v: _version, device: _device, ...words } = event.content;
    return words;
  }

  /** The place in its bucket of the first pending event. */
  get place(): number {
    return this.start;
  }

  /** The place in this bucket where the victim's own next event will stand. */
  get victimPlace(): number {
    return this.victimStart;
  }

  /** The clock of the last event the victim holds. */
  get headAt(): number {
    return this.chainAt;
  }

  bytesOf(id: string): Uint8Array {
    return idBytes(id);
  }

  get bucket(): number {
    return bucketOf(this.next.at);
  }

  /** The update that carries payloads from the next place on. */
  update(
    payloads: readonly Uint8Array[],
    how: { start?: number; device?: DeviceId; bucket?: number } = {},
  ): Uint8Array {
    const { start = this.start, device = this.device, bucket = this.bucket } = how;
    return encodeUpdate(this.space, bucket, [{ device, start, payloads }]);
  }

  /** A frame with an update in it. */
  frame(update: Uint8Array, how: { bucket?: number; space?: SpaceId; kind?: 'step2' | 'update' } = {}): Uint8Array {
    const { bucket = this.bucket, space = this.space, kind = 'update' } = how;
    return this.say({ t: 'sync', space, bucket, message: encodeSyncUpdate(kind, update) });
  }

  /** The frame of the pending events from one to another. */
  honest(from = 0, to: number = this.pending.length): Uint8Array {
    const payloads = this.pending.slice(from, to).map(({ payload }) => payload);
    return this.frame(this.update(payloads, { start: this.start + from }));
  }

  say(message: LinkMessage): Uint8Array {
    return encodeLinkMessage(message);
  }
}

/** The identity of a person, read from what lasts on their device. */
export async function identityOf(person: Person): Promise<Identity> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(1), disk: person.keys });
  const parts = { vault, verify: verifySignature, clock: person.world.clock, random: new SeededRandom(2) };
  const identity = must(await openIdentity(parts));
  if (identity === null) throw new Error('no identity');
  return identity;
}
