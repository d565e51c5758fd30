/** Somebody who follows hundreds of people and dozens of channels, and a friend who holds what all of those said: genuine events, made at once. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { foundCharter, packCharter } from '@domain/channel/charter.ts';
import { ChannelKeep, recordBytes } from '@domain/channel/records.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent, SignedEvent } from '@domain/event/event.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type PostBody, encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { CIRCLE_NONCE_LENGTH, channelSpace, circleSpace } from '@domain/feed/spaces.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { MomentKeep, encodeKept } from '@domain/moments/kept.ts';
import { EPOCH_SECRET_LENGTH, makePass } from '@domain/moments/pass.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { openIdentity } from '@services/identity/identity.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, BlobId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Person, must } from './world.ts';

const DAY = 24 * 3_600_000;

/** How much there is. */
export interface LifePlan {
  readonly people: number;
  /** Posts of each of them, one a day. */
  readonly posts: number;
  readonly channels: number;
  /** Articles of each, as many a day as it takes to have said them in as many days as there are posts. */
  readonly articles: number;
  /** When the last of all is said, ms. */
  readonly until: number;
}

type Keep = Omit<FeedKeep, 'at'>;

/** What two people know of others, and what those said. */
export interface Life {
  readonly cards: readonly ContactCard[];
  readonly keepsOf: (reader: AccountId) => Promise<readonly Keep[]>;
  readonly events: readonly (readonly AdmittedEvent[])[];
}

/** Makes people, channels, and all they say. */
export async function makeLife(plan: LifePlan): Promise<Life> {
  const random = new SeededRandom(4711);
  const cards: ContactCard[] = [];
  const events: (readonly AdmittedEvent[])[] = [];
  const passes: ((reader: AccountId) => Promise<Keep>)[] = [];
  const channels: Keep[] = [];
  for (let index = 0; index < plan.people; index += 1) {
    const made = await makePoster(plan, { random, index });
    cards.push(made.card);
    passes.push(made.pass);
    events.push(made.events);
  }
  for (let index = 0; index < plan.channels; index += 1) {
    const made = await makeChannel(plan, { random, index });
    channels.push(...made.keeps);
    events.push(made.events);
  }
  const keepsOf = async (reader: AccountId) => [
    ...(await Promise.all(passes.map((pass) => pass(reader)))),
    ...channels,
  ];
  return { cards, keepsOf, events };
}

interface Place {
  readonly random: SeededRandom;
  readonly index: number;
}

async function makePoster({ posts, until }: LifePlan, { random, index }: Place) {
  const vault = new MemoryKeyVault({ random });
  const clock = { now: () => until, monotonic: () => 0, after: () => () => undefined };
  const parts = { vault, verify: verifySignature, clock, random };
  const identity = must(await createIdentity(parts, { name: `Person ${index}`, avatar: { kind: 'generated' } }));
  const { card } = await OwnSelf.open(parts, identity);
  const { account, keys } = identity;
  const nonce = random.bytes(CIRCLE_NONCE_LENGTH);
  const secret = random.bytes(EPOCH_SECRET_LENGTH);
  const sign = (bytes: Uint8Array) => keys.sign(bytes);
  const speaker = { space: circleSpace(account, nonce), author: account, device: identity.device, sign };
  // Each at another time of the day, so that it is told who was last.
  const end = until - ((index * 7919) % (DAY / 1000)) * 1000;
  const events = await sayAll(speaker, posts, (place) => ({
    kind: feedKind('moments', FeedVerb.posted),
    at: end - (posts - 1 - place) * DAY,
    body: textPost(`post ${place} of person ${index}`),
  }));
  const pass = async (reader: AccountId): Promise<Keep> => {
    const fields = { kind: 'base' as const, nonce, owner: account, reader, device: identity.device, epoch: 0, secret };
    const made = await makePass({ ...fields, at: until }, sign);
    const bytes = encodeKept({ v: 1, owner: account, kind: 'base', pass: made.packed, heard: 0 });
    return { kind: MomentKeep.pass, id: made.circle, bytes };
  };
  return { card: must(await readCard(card, verifySignature)), events, pass };
}

async function makeChannel({ articles, posts, until }: LifePlan, { random, index }: Place) {
  const vault = new MemoryKeyVault({ random });
  const [root, seed] = [random.bytes(32), random.bytes(32)];
  const [key, pen] = [await vault.publicKeyOfSeed(root), await vault.publicKeyOfSeed(seed)];
  const agree = await vault.agreementOfSeed(seed);
  const at = until - 10 * posts * DAY;
  const pens = [{ pen, agree, role: 'owner' as const, name: 'Editor' }];
  const charter = must(await foundCharter(key, { inbox: agree, pens, at }, (bytes) => vault.signWithSeed(root, bytes)));
  const space = channelSpace(key);
  const hints = { name: `Channel ${index}`, signaling: [], muted: false, vouched: false, pen: null };
  const record = recordBytes({ v: 1, key, followed: true, readAt: at, since: at, ...hints });
  const speaker = {
    ...{ space, author: channelAuthor(space), device: deviceOfKey(pen) },
    sign: (bytes: Uint8Array) => vault.signWithSeed(seed, bytes),
  };
  const step = Math.floor((posts * DAY) / articles);
  const end = until - ((index * 6007) % (step / 1000)) * 1000;
  const events = await sayAll(speaker, articles, (place) => ({
    kind: feedKind('channels', FeedVerb.posted),
    at: end - (articles - 1 - place) * step,
    body: article(random, `Article ${place} of channel ${index}`),
  }));
  const keeps: readonly Keep[] = [
    { kind: ChannelKeep.channel, id: space, bytes: record },
    { kind: ChannelKeep.charter, id: space, bytes: packCharter(charter) },
  ];
  return { keeps, events };
}

/** Its document is with nobody: who opens it would have to wait. */
function article(random: SeededRandom, title: string): PostBody {
  const document = toBase64url(random.bytes(32)) as BlobId;
  const face = { title, summary: 'What it is about, in a line or two.', words: 900, series: '' };
  return { ...textPost(''), article: { ...face, cover: null, document, size: 12_000, blobs: [] } };
}

interface Speaker {
  readonly space: SpaceId;
  readonly author: AccountId;
  readonly device: DeviceId;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
}

interface Said {
  readonly kind: string;
  readonly at: number;
  readonly body: PostBody;
}

async function sayAll(
  speaker: Speaker,
  count: number,
  said: (place: number) => Said,
): Promise<readonly AdmittedEvent[]> {
  const { space, device, author, sign } = speaker;
  const signing: Promise<AdmittedEvent>[] = [];
  let head: { readonly seq: number; readonly id: SignedEvent['id']; readonly at: number } | null = null;
  for (let place = 0; place < count; place += 1) {
    const { kind, at, body } = said(place);
    const what = { kind, at, body: { post: encodePost(body), expires: null } };
    const content: Parameters<typeof encodeEvent>[0] = { ...what, space, device, seq: place, prev: head?.id ?? null };
    const bytes = encodeEvent(content);
    const before = head;
    // The id does not hang on the signature: the chain goes on while signatures are made.
    head = { seq: place, id: sealEvent(content, bytes, new Uint8Array(64)).id, at };
    const admit = async () => {
      const signed = sealEvent(content, bytes, await sign(eventSigningBytes(kind, bytes)));
      return must(admitEvent(signed, { space, accountOf: () => author, head: before, now: at }));
    };
    signing.push(admit());
  }
  return Promise.all(signing);
}

/** Puts into the closed app of somebody whom they know and follow, and what of it is on their device. */
export async function putLife(person: Person, life: Life, isHere: boolean): Promise<void> {
  const { clock } = person.world;
  const { account, device } = await identityOf(person);
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(account));
  const journal = new EventJournal(person.host, account);
  const contacts = new ContactBook({ self: { account, device }, store, journal, verify: verifySignature });
  must(await contacts.load());
  for (const card of life.cards) {
    const contact = contacts.ofCard(card, clock.now());
    const { space, account: other } = contact.record;
    must(await store.conversations.update(space, (row) => row ?? emptyConversation(space, other, clock.now())));
    must(await contacts.put(contact));
  }
  must(await new FeedKeeper({ store, journal, clock }).put(await life.keepsOf(account)));
  for (const events of isHere ? life.events : []) {
    must(await store.admit(events, 'relaxed'));
    must(await journal.append(events.map(({ payload }) => ({ t: 'event', payload }) as const)));
  }
  store.close();
}

async function identityOf(person: Person) {
  const random = new SeededRandom(1);
  const vault = new MemoryKeyVault({ random, disk: person.keys });
  const identity = must(await openIdentity({ vault, verify: verifySignature, clock: person.world.clock, random }));
  if (identity === null) throw new Error(`${person.name} has no profile`);
  return identity;
}
