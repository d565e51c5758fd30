/** Story-style set-up: people with whole engines on a virtual network, in virtual time. */
import { MemoryProgramViews } from '@adapters/memory/views/memoryProgramViews.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { createMemoryPictures } from '@adapters/memory/media/memoryPictures.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import { createMemoryHandLinks } from '@adapters/memory/transport/memoryHandLinks.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import type { MemoryPeerTransport } from '@adapters/memory/transport/memoryPeerTransport.ts';
import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
// Virtual time does not wait for an import: what the engine loads late is loaded before.
import '@domain/log/inspectUpdate.ts';
import '@services/devices/deviceJoining.ts';
import '@services/devices/deviceView.ts';
import '@services/identity/keptPapers.ts';
import '@services/messages/messageReads.ts';
import '@services/snapshots/createSnapshots.ts';
import '@services/reunions/reunions.ts';
import '@services/reunions/writeReunions.ts';
import '@services/workspace/storageUse.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { condense } from '@domain/mini/condense.ts';
import { meetDocuments } from '@domain/mini/meetDocuments.ts';
import type { Clock } from '@ports/clock.ts';
import type { CondenseDocument, MeetDocuments } from '@ports/documentCondenser.ts';
import type { HandLinks } from '@ports/handLinks.ts';
import type { Host } from '@ports/host.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Notice, NoticeAct } from '@ports/notifier.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import type { ShelfProgram } from '@ports/programShelf.ts';
import { type ApplicationParts, openApplication } from '@services/application/application.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { startEngine } from '@services/engine/engine.ts';
import type { Application, Message, Startup, Workspace } from '@services/workspace/workspace.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { MemoryTabs } from './memoryTabs.ts';
import { counted, settle } from '../../support/shared/settle.ts';

/** The value of a result that must be a success. */
export function must<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** What in the app a worker does. */
const DOCUMENTS = {
  condense: (...of: Parameters<CondenseDocument>) => Promise.resolve(condense(...of)),
  meetDocuments: (...of: Parameters<MeetDocuments>) => Promise.resolve(meetDocuments(...of)),
};

/** What a person's app is made of. */
interface PersonParts extends ApplicationParts {
  readonly createTransport: () => PeerTransport;
}

/** One person on one device. What lasts is `disk`, `keys` and `host`; the rest is made anew by `open`. */
export class Person {
  disk = new MemoryDisk();
  readonly keys = new MemoryKeyDisk();
  readonly host: MemoryHost = createMemoryHost({ signaling: ['ws://localhost:1/signal'] });
  readonly views = new MemoryProgramViews();
  readonly notices: Notice[] = [];
  /** Tags of notices that were taken away. */
  readonly cleared: string[] = [];
  /** Does something with a notice where it stands. */
  actOnNotice: (tag: string, act: NoticeAct) => void = () => undefined;
  tabs = new MemoryTabs();
  watched = false;
  isMetered = false;
  /** Where snapshots of this device are; none unless given. */
  snapshots: MemorySnapshots | undefined = undefined;
  /** What comes with their app. */
  shelf: readonly ShelfProgram[] = [];
  /** How wrong this person's wall clock is, ms. */
  clockOffset: () => number = () => 0;
  transport: MemoryPeerTransport | null = null;
  application: (Application & { dispose: () => void }) | null = null;
  readonly name: string;
  readonly world: World;
  /** Stores of the running process. */
  /** Its databases as they were opened, the last the present one. */
  readonly stores: MemoryDocumentStore[] = [];
  private process = { isAlive: true };
  private readonly random: SeededRandom;

  constructor(world: World, name: string, seed: number) {
    this.world = world;
    this.name = name;
    this.random = new SeededRandom(seed);
  }

  parts(): PersonParts {
    const { network } = this.world;
    const { process } = this;
    const clock = mortalClock(this.world.clock, process, () => this.clockOffset());
    return {
      host: mortalHost(this.host, process),
      vault: new MemoryKeyVault({ random: this.random, disk: this.keys }),
      verify: verifySignature,
      clock,
      random: this.random,
      log: new RingLog(clock, this.host),
      notifier: {
        show: (notice) => this.notices.push(notice),
        clear: (tag) => this.cleared.push(tag),
        onActivated: () => () => undefined,
        onActed: (listener) => {
          this.actOnNotice = listener;
          return () => undefined;
        },
        isWatched: () => this.watched,
      },
      createStore: () => {
        const store = new MemoryDocumentStore({ disk: this.disk });
        this.stores.push(store);
        return store;
      },
      createTransport: () => {
        this.transport = network.createTransport();
        return this.transport;
      },
      loadEngine: () =>
        Promise.resolve((given, ...rest) =>
          startEngine(
            { ...given, ...DOCUMENTS, hand: this.world.handLinks(this.random), snapshots: this.snapshots },
            ...rest,
          ),
        ),
      pictures: createMemoryPictures(),
      network: { isMetered: () => this.isMetered },
      blobOrigin: '',
      views: this.views,
      seat: this.tabs.seat(),
      channel: this.tabs.channel(),
      programWindows: { show: () => Promise.resolve({ ok: true, value: undefined }), showApp: () => undefined },
      programShelf: { list: () => Promise.resolve({ ok: true, value: this.shelf }) },
      programSeats: this.tabs.programSeats(),
      openExternal: () => Promise.resolve({ ok: true, value: undefined }),
      fetchCode: counted,
    };
  }

  /** Opens the app and leaves a first start to whoever asked. */
  async start(): Promise<this> {
    this.application = openApplication(this.parts());
    await this.world.pass(50);
    return this;
  }

  /** Goes into the account of another device. */
  joining(said: Parameters<Application['joinAccount']>[0]): ReturnType<Application['joinAccount']> {
    if (this.application === null) throw new Error(`${this.name} is closed`);
    return this.application.joinAccount(said);
  }

  /** Opens the app; makes the profile on the first start. */
  async open(): Promise<this> {
    await this.start();
    if (this.application === null) throw new Error('it was opened');
    if (this.application.startup.get().status === 'first-start') {
      must(await this.application.createProfile({ name: this.name, avatar: { kind: 'generated' } }));
      await this.world.pass(50);
    }
    return this;
  }

  async close(): Promise<void> {
    this.application?.dispose();
    this.application = null;
    await this.world.pass(50);
  }

  /** Ends the process without a word: nothing more is written, said or heard by it. */
  async kill(): Promise<void> {
    this.process.isAlive = false;
    this.process = { isAlive: true };
    for (const store of this.stores.splice(0)) store.close();
    if (this.transport !== null) this.world.network.kill(this.transport);
    this.tabs = new MemoryTabs();
    this.application = null;
    await this.world.pass(50);
  }

  get startup(): Startup {
    if (this.application === null) throw new Error(`${this.name} is closed`);
    return this.application.startup.get();
  }

  get workspace(): Workspace {
    const startup = this.application?.startup.get();
    if (startup?.status !== 'ready') throw new Error(`${this.name} is ${JSON.stringify(startup)}`);
    return startup.workspace;
  }

  async read<T>(query: LiveQuery<T>): Promise<T> {
    const values: T[] = [];
    const dispose = query.subscribe((state) => {
      if (state.status === 'ready') values.push(state.value);
      if (state.status === 'failed') throw new Error(state.error.message);
    });
    await settle();
    dispose();
    const last = values.at(-1);
    if (last === undefined) throw new Error('the query did not get ready');
    return last;
  }

  async account(): Promise<AccountId> {
    return (await this.read(this.workspace.ownProfile())).account;
  }

  async spaceWith(other: string): Promise<SpaceId> {
    const contact = (await this.read(this.workspace.contacts())).find(({ ownName }) => ownName === other);
    if (contact === undefined) throw new Error(`${this.name} does not know ${other}`);
    return contact.space;
  }

  async say(to: string, text: string): Promise<string> {
    return must(await this.workspace.sendText(await this.spaceWith(to), text)).id;
  }

  /** All messages of a chat, however many. */
  async messages(other: string): Promise<readonly Message[]> {
    const window = this.workspace.openMessages(await this.spaceWith(other));
    await settle();
    for (let step = 0; step < 7 && window.state.get().hasOlder; step += 1) {
      window.older();
      await settle();
    }
    const { messages } = window.state.get();
    window.dispose();
    return messages;
  }

  async texts(other: string): Promise<readonly string[]> {
    return (await this.messages(other)).map(({ body }) => (body.kind === 'text' ? body.text : '?'));
  }
}

/** A host that a dead process hears nothing of, and that hears nothing of it. */
function mortalHost(host: MemoryHost, process: { readonly isAlive: boolean }): Host {
  const never = new Promise<never>(() => undefined);
  return {
    call: async (method, input) => {
      if (!process.isAlive) return never;
      const answer = await host.call(method, input);
      return isAlive(process) ? answer : never;
    },
    on: (event, listener) => host.on(event, (payload) => (process.isAlive ? listener(payload) : undefined)),
  };
}

function isAlive(process: { readonly isAlive: boolean }): boolean {
  return process.isAlive;
}

/** Timers of a dead process do not go off. */
function mortalClock(clock: FakeClock, process: { readonly isAlive: boolean }, offset: () => number): Clock {
  return {
    now: () => clock.now() + offset(),
    monotonic: () => clock.monotonic(),
    after: (delay, task) => clock.after(delay, () => (process.isAlive ? task() : undefined)),
  };
}

/** The network and the clock they share. */
export class World {
  readonly clock = new FakeClock({ settle });
  readonly network: MemoryNetwork;
  readonly byHand: MemoryNetwork;
  private people = 0;

  constructor(seed = 1) {
    this.network = new MemoryNetwork({ clock: this.clock, seed });
    this.byHand = new MemoryNetwork({ clock: this.clock, seed: seed + 100 });
  }

  /** Links that people make by codes, of which no signaling service knows. */
  handLinks(random: SeededRandom): HandLinks {
    return createMemoryHandLinks(this.byHand, random);
  }

  async person(name: string): Promise<Person> {
    this.people += 1;
    return new Person(this, name, this.people * 7919).open();
  }

  pass(milliseconds: number): Promise<void> {
    return this.clock.advance(milliseconds);
  }

  /** Both become contacts by invite, request and acceptance. */
  async befriend(inviter: Person, guest: Person): Promise<void> {
    const invite = must(await inviter.workspace.createInvite());
    await this.pass(200);
    must(await guest.workspace.acceptInvite(invite.link));
    await this.pass(3000);
    must(await inviter.workspace.acceptRequest(await guest.account()));
    await this.pass(3000);
  }
}

/** A world with these people in it, each befriended with each. */
export async function setup(...names: readonly string[]): Promise<{ world: World; people: readonly Person[] }> {
  const world = new World();
  const people: Person[] = [];
  for (const name of names) people.push(await world.person(name));
  for (const [index, person] of people.entries()) {
    for (const other of people.slice(index + 1)) await world.befriend(person, other);
  }
  return { world, people };
}

/** Two people of a world who are contacts. */
export async function two(): Promise<{ world: World; alice: Person; bob: Person }> {
  const { world, people } = await setup('Alice', 'Bob');
  const [alice, bob] = people;
  if (alice === undefined || bob === undefined) throw new Error('two people');
  return { world, alice, bob };
}
