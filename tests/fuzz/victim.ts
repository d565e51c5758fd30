/**
 * A whole engine that is lied to. Alice is the victim; Bob was her contact until an attacker got his keys; Carol is honest, and
 * linked to Alice over the virtual network all the while.
 */
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MAX_STRIKES } from '@services/replication/sessionLimits.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
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
  readonly attacker: Attacker;
  readonly corpus: Corpus;
  readonly store: MemoryDocumentStore;
  readonly account: AccountId;
  /** What breaks a promise: empty in the end, or the suite fails. */
  readonly violations: string[] = [];
  /** How often each refusal was heard. */
  readonly refusals = new Map<string, number>();
  cutOffs = 0;
  private readonly pair: Joined;
  private link: SpokenLink | null = null;
  private strikes = 0;
  private before: Ledger | null = null;
  private talks = 0;

  private constructor(parts: {
    world: World;
    people: readonly [Person, Person];
    attacker: Attacker;
    corpus: Corpus;
    store: MemoryDocumentStore;
    account: AccountId;
    pair: Joined;
  }) {
    this.world = parts.world;
    [this.alice, this.carol] = parts.people;
    this.attacker = parts.attacker;
    this.corpus = parts.corpus;
    this.store = parts.store;
    this.account = parts.account;
    this.pair = parts.pair;
  }

  /** Lets three people talk while all is recorded, and puts the attacker in Bob's place. */
  static async open(seed = 1): Promise<Victim> {
    const world = new World(seed);
    const tap = tapNetwork(world.network);
    const [alice, bob, carol] = [await world.person('Alice'), await world.person('Bob'), await world.person('Carol')];
    await world.befriend(alice, bob);
    await world.befriend(alice, carol);
    await talk(world, [alice, bob, carol]);
    const corpus = corpusOf(tap, [alice, bob]);
    const pair = meetingOf(tap, [alice, bob]);
    await bob.close();
    await world.pass(20_000);
    const chat = { space: await alice.spaceWith('Bob'), victim: (await identityOf(alice)).device };
    const attacker = await Attacker.of(bob, chat);
    const store = new MemoryDocumentStore({ disk: alice.disk });
    const account = await alice.account();
    must(await store.open(account));
    const victim = new Victim({ world, people: [alice, carol], attacker, corpus, store, account, pair });
    await victim.prepare();
    return victim;
  }

  /** Signs words of Bob that are new to Alice, and remembers how everything stands. */
  async prepare(): Promise<void> {
    await this.attacker.prepare(this.store, 6, this.world.clock.now());
    this.before = await this.readAll();
  }

  /** Says one frame on the link of Bob and Alice; makes a new link where the last was cut off. */
  async tell(frame: Uint8Array): Promise<Heard> {
    const link = this.link ?? (await this.meet());
    const began = performance.now();
    const watch = watchThread();
    link.hear(frame);
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
    if (before !== null) for (const fault of this.differences(before, now)) this.violations.push(`${name}: ${fault}`);
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
  async retained(): Promise<{ readonly links: number; readonly openLogs: number }> {
    await this.part();
    await this.world.pass(1000);
    const told = must(await this.alice.workspace.diagnostics());
    return { links: told.links.length, openLogs: told.store.hotDocuments };
  }

  private readAll(): Promise<Ledger> {
    return readLedger(this.store, this.alice.host, this.account);
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
    if (added.some((id) => !this.attacker.genuine.has(id))) faults.push('an event nobody signed so is there');
    for (const [id, payload] of before.events)
      if (now.events.get(id) !== payload) faults.push('an event changed or went');
    faults.push(...this.changedTalks(before, now, added.length));
    if (now.records !== before.records) faults.push('contacts, requests, invites, blocks or values changed');
    if (now.journal - before.journal !== added.length)
      faults.push(`the journal grew by ${now.journal - before.journal}`);
    return [...faults, ...this.falseClaims(before, now)];
  }

  /** Only the conversation of the attacker may have changed, by as many messages as there are new events. */
  private changedTalks(before: Ledger, now: Ledger, added: number): readonly string[] {
    const { space: theirs } = this.attacker;
    const changed = [...before.spaces].filter(([space, text]) => now.spaces.get(space) !== text);
    const faults = changed
      .filter(([space]) => space !== theirs || added === 0)
      .map(([space]) => `a conversation changed: ${space}`);
    if (now.spaces.size !== before.spaces.size) faults.push('a conversation came or went');
    const more = (now.messages.get(theirs) ?? 0) - (before.messages.get(theirs) ?? 0);
    return more === added ? faults : [...faults, `${added} events made ${more} messages`];
  }

  /** Bob's device may say what it holds, and nobody else's. */
  private falseClaims(before: Ledger, now: Ledger): readonly string[] {
    const faults: string[] = [];
    for (const [key, seq] of now.held) {
      const [space, , device] = key.split(' ');
      const isOwn = space === this.attacker.space && device === this.attacker.device;
      if (!isOwn && before.held.get(key) !== seq) faults.push('an acknowledgement of someone else changed');
    }
    return faults;
  }
}

/** The newest words of a chat, from what is kept: a window opens at the first unread one, which may be far back. */
async function newestTexts(person: Person, other: string): Promise<readonly string[]> {
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(await person.account()));
  const page = must(await store.messages(await person.spaceWith(other), { kind: 'latest', limit: 4 }));
  store.close();
  return page.messages.map(({ body }) => (body.kind === 'text' ? body.text : ''));
}

/** An ordinary hour: single words, bursts while apart, days between, read marks, a new card. */
async function talk(world: World, [alice, bob, carol]: readonly [Person, Person, Person]): Promise<void> {
  const together = async (): Promise<void> => {
    for (const person of [bob, carol]) {
      await alice.say(person.name, `hello ${person.name}`);
      await person.say('Alice', 'hello');
      const space: SpaceId = await person.spaceWith('Alice');
      must(await person.workspace.markRead(space, (await person.messages('Alice')).at(-1)?.at ?? 0));
    }
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
