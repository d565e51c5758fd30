/**
 * A whole engine that is lied to. Alice is the victim; Bob was her contact until an attacker got his keys; Carol is honest, and
 * linked to Alice over the virtual network all the while.
 */
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { rosterSpace } from '@domain/group/spaces.ts';
import type { LinkChannel } from '@ports/peerTransport.ts';
import { MAX_STRIKES } from '@services/replication/sessionLimits.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { found, sayIn } from '../integration/support/groupStory.ts';
import { type Person, World, must } from '../integration/support/world.ts';
import { SpokenLink } from '../unit/renderer/services/support/replica.ts';
import { Attacker, identityOf } from './attacker.ts';
import { type Joined, type Overheard, type Tap, tapNetwork } from './tap.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { watchThread } from './watchThread.ts';

/** What one frame led to. */
export interface Heard {
  /** The longest the thread was not let go meanwhile, ms of real time. */
  readonly stall: number;
  /** From handing it over until nothing was under way any more, ms of real time. */
  readonly milliseconds: number;
  /** The code it was refused with; null when it was not. */
  readonly refused: string | null;
  /** Bytes that were said in return. */
  readonly returned: number;
}

/** Messages to make of what honest devices said. */
export interface Corpus {
  /** Bob to Alice, on the link of the two. */
  readonly fromBob: readonly Overheard[];
  /** Everything else: other links, other directions, pairing. */
  readonly elsewhere: readonly Overheard[];
}

/** See the head of this file. */
export class Victim {
  readonly world: World;
  readonly alice: Person;
  readonly carol: Person;
  /** The chat of the two, the talk of a group, and its roster; the same keys in each. */
  readonly attackers: readonly Attacker[];
  readonly corpus: Corpus;
  readonly store: MemoryDocumentStore;
  private readonly thirdStore: MemoryDocumentStore;
  /** What breaks a promise: empty in the end, or the suite fails. */
  readonly violations: string[] = [];
  /** How often each refusal was heard. */
  readonly refusals = new Map<string, number>();
  cutOffs = 0;
  private readonly pair: Joined;
  private place = 0;
  private link: SpokenLink | null = null;
  private strikes = 0;
  private before: Ledger | null = null;
  private talks = 0;

  private constructor(parts: {
    world: World;
    people: readonly [Person, Person];
    attackers: readonly Attacker[];
    corpus: Corpus;
    stores: readonly [MemoryDocumentStore, MemoryDocumentStore];
    pair: Joined;
  }) {
    this.world = parts.world;
    [this.alice, this.carol] = parts.people;
    this.attackers = parts.attackers;
    this.corpus = parts.corpus;
    [this.store, this.thirdStore] = parts.stores;
    this.pair = parts.pair;
  }

  /** Lets three people talk while all is recorded, and puts the attacker in Bob's place. */
  static async open(seed = 1): Promise<Victim> {
    const world = new World(seed);
    const tap = tapNetwork(world.network);
    const [alice, bob, carol] = [await world.person('Alice'), await world.person('Bob'), await world.person('Carol')];
    await world.befriend(alice, bob);
    await world.befriend(alice, carol);
    const group = await found(world, alice, { members: [bob, carol] });
    // Bob and Carol are no contacts: one of them may hear of the group with the next comparison.
    await world.pass(15_000);
    await talk(world, [alice, bob, carol], group);
    const corpus = corpusOf(tap, [alice, bob]);
    const pair = meetingOf(tap, [alice, bob]);
    await bob.close();
    await world.pass(20_000);
    const { device } = await identityOf(alice);
    const attackers = await Promise.all([
      Attacker.of(bob, { space: await alice.spaceWith('Bob'), victim: device }),
      Attacker.of(bob, { space: group, victim: device }),
      Attacker.of(bob, { space: rosterSpace(group), victim: device, kind: 'group.greeted' }),
    ]);
    const stores = [await storeOf(alice), await storeOf(carol)] as const;
    const victim = new Victim({ world, people: [alice, carol], attackers, corpus, stores, pair });
    await victim.prepare();
    return victim;
  }

  /** The attacker in the space that is lied about now. */
  get attacker(): Attacker {
    const attacker = this.attackers[this.place];
    if (attacker === undefined) throw new Error('there are attackers');
    return attacker;
  }

  /** Signs anew what comes next where the attacker speaks now: something else may have taken its place. */
  async prepareHere(): Promise<void> {
    await this.attacker.prepare(this.store, 6, this.world.clock.now());
  }

  /** Turns to another space: 0 the chat, 1 the talk of the group, 2 its roster. */
  turnTo(place: number): void {
    this.place = place % this.attackers.length;
  }

  /** Signs words of Bob that are new to Alice, and remembers how everything stands. */
  async prepare(): Promise<void> {
    for (const attacker of this.attackers) await attacker.prepare(this.store, 6, this.world.clock.now());
    this.before = await this.readAll();
  }

  /** Says one frame on the link of Bob and Alice; makes a new link where the last was cut off. */
  async tell(frame: Uint8Array, channel: LinkChannel = 'sync'): Promise<Heard> {
    const link = this.link ?? (await this.meet());
    const began = performance.now();
    const watch = watchThread();
    link.hear(frame, channel);
    await this.world.pass(0);
    const stall = watch.end();
    const milliseconds = performance.now() - began;
    const returned = link.said.reduce((sum, bytes) => sum + bytes.length, 0);
    return { stall, milliseconds, returned, refused: this.judgeLink(link) };
  }

  /** Ends the link if there is one, so that the next frame meets a fresh session. */
  async part(): Promise<void> {
    this.link?.close();
    this.link = null;
    await this.world.pass(0);
  }

  /** Compares everything with how it stood: nothing may be there that its device did not truly sign. */
  async check(name: string): Promise<void> {
    // What was waiting to be acknowledged or compared has its time.
    await this.world.pass(100);
    const { before } = this;
    const now = await this.readAll();
    const faults = before === null ? [] : [...this.differences(before, now), ...(await this.falseClaims(before, now))];
    for (const fault of faults) this.violations.push(`${name}: ${fault}`);
    if (now.events.size !== before?.events.size) await this.prepare();
    else this.before = now;
  }

  /** The honest third: both say something, and both have heard it a second later. */
  async talkWithCarol(): Promise<void> {
    this.talks += 1;
    const said = [`to Carol ${this.talks}`, `to Alice ${this.talks}`] as const;
    await this.alice.say('Carol', said[0]);
    await this.carol.say('Alice', said[1]);
    await this.world.pass(1000);
    for (const person of [this.alice, this.carol]) {
      const other = person === this.alice ? 'Carol' : 'Alice';
      const texts = await newestTexts(person, other);
      if (!said.every((text) => texts.includes(text))) this.violations.push(`${person.name} lost words of ${other}`);
    }
    this.before = await this.readAll();
  }

  /** What is held in memory while nobody lies: must not grow with what was refused. */
  async retained(): Promise<{ readonly links: number; readonly openLogs: number; readonly spaces: number }> {
    await this.part();
    await this.world.pass(1000);
    const told = must(await this.alice.workspace.diagnostics());
    const heads = must(await this.store.allChainHeads());
    const spaces = new Set(heads.map(({ space }) => space)).size;
    return { links: told.links.length, openLogs: told.store.hotDocuments, spaces };
  }

  private readAll(): Promise<Ledger> {
    return readLedger(this.alice, this.store);
  }

  private async meet(): Promise<SpokenLink> {
    const link = new SpokenLink();
    this.link = link;
    this.strikes = 0;
    this.pair.onLink(link);
    await this.world.pass(0);
    link.said.length = 0;
    return link;
  }

  /** What was said of the frame, and whether the session keeps its word about strikes. */
  private judgeLink(link: SpokenLink): string | null {
    const codes = link.take().flatMap((message) => (message.t === 'refused' ? [message.code] : []));
    for (const code of codes) this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    this.strikes += codes.length;
    if (link.isClosed) {
      this.cutOffs += 1;
      this.link = null;
      if (link.ban === undefined) this.violations.push('a link was ended without a ban');
    } else if (this.strikes >= MAX_STRIKES) this.violations.push(`not cut off after ${this.strikes} strikes`);
    return codes[0] ?? null;
  }

  private differences(before: Ledger, now: Ledger): readonly string[] {
    const faults: string[] = [];
    const added = [...now.events.keys()].filter((id) => !before.events.has(id));
    const isGenuine = (id: EventId) => this.attackers.some(({ genuine }) => genuine.has(id));
    if (!added.every(isGenuine)) faults.push('an event nobody signed so is there');
    for (const [id, payload] of before.events)
      if (now.events.get(id) !== payload) faults.push('an event changed or went');
    faults.push(...this.changedTalks(before, now, added));
    if (now.records !== before.records) faults.push('contacts, requests, invites, blocks or values changed');
    if (now.groups !== before.groups) faults.push('a group changed');
    // A lower place may stand for the one that was known before.
    const known = new Set(before.proofs.map(({ id }) => id));
    const proofs = now.proofs.filter(({ id }) => !known.has(id)).length;
    if (now.journal - before.journal !== added.length + proofs)
      faults.push(`the journal grew by ${now.journal - before.journal}`);
    return [...faults, ...this.falseProofs(now)];
  }

  /** Only the conversations of the attacker may have changed, by as many messages as there are new words. */
  private changedTalks(before: Ledger, now: Ledger, added: readonly EventId[]): readonly string[] {
    const shown = this.attackers.filter(({ isShown }) => isShown);
    const changed = [...before.spaces].filter(([space, text]) => now.spaces.get(space) !== text);
    const faults = changed
      .filter(([space]) => added.length === 0 || !shown.some((attacker) => attacker.space === space))
      .map(([space]) => `a conversation changed: ${space}`);
    if (now.spaces.size !== before.spaces.size) faults.push('a conversation came or went');
    for (const { space, genuine } of shown) {
      const words = added.filter((id) => genuine.has(id)).length;
      const more = (now.messages.get(space) ?? 0) - (before.messages.get(space) ?? 0);
      if (more !== words) faults.push(`${words} words made ${more} messages`);
    }
    return faults;
  }

  /** A proof is of the device that lied, and its two events say so by themselves. */
  private falseProofs(now: Ledger): readonly string[] {
    return now.proofs.flatMap(({ device, space, seq, first, second }) => {
      const [one, other] = [decodeEvent(first), decodeEvent(second)];
      const holds =
        one.ok &&
        other.ok &&
        one.value.id < other.value.id &&
        [one.value, other.value].every(
          ({ content }) => content.device === device && content.space === space && content.seq === seq,
        );
      return holds && device === this.attacker.device ? [] : ['a proof that proves nothing'];
    });
  }

  /** Bob's device may say what it likes of itself, and nothing of others: what is noted of Carol's, she truly holds. */
  private async falseClaims(before: Ledger, now: Ledger): Promise<readonly string[]> {
    const faults: string[] = [];
    const changed = [...now.held].filter(([key, seq]) => before.held.get(key) !== seq);
    for (const [key, seq] of changed) {
      const [space, chain, device] = key.split(' ') as [SpaceId, DeviceId, DeviceId];
      const isOwn = this.attackers.some((one) => one.space === space && one.device === device);
      const held = isOwn ? null : await this.thirdStore.chainHead(space, chain);
      if (held !== null && (must(held)?.seq ?? -1) < seq) faults.push('an acknowledgement of someone else changed');
    }
    return faults;
  }
}

async function storeOf(person: Person): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(await person.account()));
  return store;
}

/** The newest words of a chat, from what is kept: a window opens at the first unread one, which may be far back. */
async function newestTexts(person: Person, other: string): Promise<readonly string[]> {
  const store = await storeOf(person);
  const page = must(await store.messages(await person.spaceWith(other), { kind: 'latest', limit: 4 }));
  store.close();
  return page.messages.map(({ body }) => (body.kind === 'text' ? body.text : ''));
}

/** An ordinary hour: single words, bursts while apart, days between, read marks, a new card. */
async function talk(
  world: World,
  [alice, bob, carol]: readonly [Person, Person, Person],
  group: SpaceId,
): Promise<void> {
  const together = async (): Promise<void> => {
    for (const person of [bob, carol]) {
      await alice.say(person.name, `hello ${person.name}`);
      await person.say('Alice', 'hello');
      const space: SpaceId = await person.spaceWith('Alice');
      must(await person.workspace.markRead(space, (await person.messages('Alice')).at(-1)?.at ?? 0));
    }
    for (const person of [alice, bob, carol]) await sayIn(person, group, `hello all, ${person.name}`);
    await world.pass(1500);
  };
  await together();
  const { transport } = bob;
  if (transport === null) throw new Error('Bob is not on the network');
  world.network.partition([transport]);
  for (let word = 0; word < 12; word += 1) await bob.say('Alice', `while apart ${word} ${'x'.repeat(word * 40)}`);
  for (let word = 0; word < 5; word += 1) await alice.say('Bob', `are you there ${word}`);
  await world.pass(12_000);
  world.network.heal();
  await world.pass(12_000);
  for (let week = 0; week < 2; week += 1) {
    world.clock.jump(8 * 86_400_000);
    await together();
  }
  must(await bob.workspace.updateProfile({ name: 'Bob', avatar: { kind: 'generated' } }));
  await world.pass(12_000);
}

function corpusOf(tap: Tap, [alice, bob]: readonly [Person, Person]): Corpus {
  const room = meetingOf(tap, [alice, bob]).room.name;
  const isTheirs = (one: Overheard) => one.room === room && one.from === bob.transport;
  return { fromBob: tap.overheard.filter(isTheirs), elsewhere: tap.overheard.filter((one) => !isTheirs(one)) };
}

/** Alice's end of the room that only she and Bob are in, and stay in. */
function meetingOf(tap: Tap, [alice, bob]: readonly [Person, Person]): Joined {
  const ofBob = new Set(tap.joined.filter(({ transport }) => transport === bob.transport).map(({ room }) => room.name));
  const shared = tap.joined.filter(({ transport, room }) => transport === alice.transport && ofBob.has(room.name));
  const pair = shared.findLast(({ room }) => room.capacity === 1);
  if (pair === undefined) throw new Error('Alice and Bob never met');
  return pair;
}
