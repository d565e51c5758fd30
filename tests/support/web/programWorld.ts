/** A chat of some people with one program in it: the real page script, the real host, and a log in memory between them. */
import * as Yjs from 'yjs';
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { BRIDGE_VERSION, MAX_UPDATE_BYTES, PORT_MESSAGE, UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { programAddress } from '@domain/mini/address.ts';
import { type DeclaredPermissions, type PermissionGrant, withGrant } from '@domain/mini/permission.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { programPortOf } from '@adapters/programs/programPort.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramPeople } from '@services/mini/hostParts.ts';
import { ProgramHost } from '@services/mini/programHost.ts';
import type { ProgramLog, ProgramRow, ProgramStream, ProgramWriter, SayFailure } from '@services/mini/programLog.ts';
import { PromptDesk } from '@services/mini/promptDesk.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import type { RealtimeBus } from '@services/mini/realtimeBus.ts';
import { installApi } from '../../../src/mini/client/installApi.ts';
import type { Page, PageMessage } from '../../../src/mini/client/page.ts';
import type { RealtimeChannel } from '../../../src/mini/client/realtime.ts';
import type { UpdateSeen } from '../../../src/mini/client/updates.ts';
import { FakePayments } from '../shared/fakePayments.ts';
import { FakeProgramNet } from '../shared/fakeProgramNet.ts';
import { idOf } from '../shared/storeFixtures.ts';
import { until } from '../shared/until.ts';

/** Where the program is, as far as its host goes. */
const LABEL = 'a'.repeat(26);

/** The API as a program sees it. */
export interface Webxdc {
  readonly selfAddr: string;
  readonly selfName: string;
  readonly sendUpdateInterval: number;
  readonly sendUpdateMaxSize: number;
  readonly isAppSender: boolean;
  readonly isBroadcast: boolean;
  sendUpdate(update: unknown, description?: unknown): void;
  setUpdateListener(listener: (update: UpdateSeen) => void, serial?: number): Promise<void>;
  sendToChat(message: unknown): Promise<void>;
  importFiles(filter?: unknown): Promise<File[]>;
  joinRealtimeChannel(): RealtimeChannel;
  getAllUpdates(): Promise<unknown[]>;
}

/** One device's log of everything said in every instance: serials are given in the order in which things come. */
export class MemoryProgramLog implements ProgramLog, ProgramWriter {
  readonly author: AccountId;
  /** What writing ends in. */
  refusal: SayFailure | null = null;
  /** Whether reading fails. */
  isBroken = false;
  readonly others: MemoryProgramLog[] = [];
  private readonly streams = new Map<string, ProgramRow[]>();
  private readonly watchers = new Map<string, Set<() => void>>();
  private serial = 0;

  constructor(author: AccountId) {
    this.author = author;
  }

  async rows(stream: ProgramStream, after: number, limit: number) {
    await Promise.resolve();
    if (this.isBroken) return fail('storage-failed', 'broken');
    return ok(
      this.all(stream)
        .filter(({ serial }) => serial > after)
        .slice(0, limit),
    );
  }

  async last(stream: ProgramStream) {
    await Promise.resolve();
    if (this.isBroken) return fail('storage-failed', 'broken');
    return ok(this.all(stream).at(-1)?.serial ?? 0);
  }

  watch(stream: ProgramStream, onAdded: () => void) {
    const key = keyOf(stream);
    const listeners = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, listeners.add(onAdded));
    return () => listeners.delete(onAdded);
  }

  async say(stream: ProgramStream, bytes: Uint8Array): Promise<Result<void, SayFailure>> {
    await Promise.resolve();
    if (this.refusal !== null) return { ok: false, error: this.refusal };
    for (const log of [this, ...(stream.scope === 'person' ? [] : this.others)]) log.take(stream, this.author, bytes);
    return ok();
  }

  /** As if it had come from a device of `author`. */
  take(stream: ProgramStream, author: AccountId, bytes: Uint8Array): void {
    // Serials have gaps: those of other streams lie between.
    this.serial += 3;
    this.all(stream).push({ serial: this.serial, author, bytes });
    for (const tell of this.watchers.get(keyOf(stream)) ?? []) tell();
  }

  all(stream: ProgramStream): ProgramRow[] {
    const known = this.streams.get(keyOf(stream)) ?? [];
    this.streams.set(keyOf(stream), known);
    return known;
  }
}

const keyOf = ({ instance, document, scope }: ProgramStream) => `${instance}/${scope}/${document ?? ''}`;

/** Everyone's seats on channels, joined without a network. */
export class MemoryRealtime {
  private readonly seats = new Set<{
    readonly instance: EventId;
    readonly hear: (bytes: Uint8Array) => void;
    readonly peers: WritableSnapshot<number>;
  }>();

  readonly bus: RealtimeBus = {
    join: ({ instance }, hear) => {
      const seat = { instance, hear, peers: writableSnapshot(0) };
      this.seats.add(seat);
      this.count();
      const leave = () => {
        this.seats.delete(seat);
        this.count();
      };
      const send = (bytes: Uint8Array) => {
        for (const other of this.seats) if (other !== seat && other.instance === instance) other.hear(bytes.slice());
      };
      return { peers: seat.peers, leave, send };
    },
  };

  get size(): number {
    return this.seats.size;
  }

  private count(): void {
    for (const { instance, peers } of this.seats)
      peers.set([...this.seats].filter((seat) => seat.instance === instance).length - 1);
  }
}

/** How one open program differs from the usual. */
export interface Opening {
  readonly name?: string;
  readonly instance?: string;
  readonly log?: MemoryProgramLog;
  readonly realtime?: { readonly bus: RealtimeBus };
  readonly declared?: DeclaredPermissions;
  readonly isAppSender?: boolean;
  readonly clock?: typeof systemClock;
}

/** A program opened on one person's device. */
export class OpenProgram {
  readonly host: ProgramHost;
  readonly log: MemoryProgramLog;
  readonly instance: EventId;
  readonly account: AccountId;
  readonly prompts: PromptDesk;
  readonly sent: { readonly space: SpaceId; readonly text: string; readonly file: string | null }[] = [];
  readonly payments = new FakePayments();
  readonly net = new FakeProgramNet();
  readonly granted = writableSnapshot<readonly PermissionGrant[]>([]);
  members: readonly AccountId[];
  /** What the page is told of who one is. */
  readonly self: ProgramSelf;

  readonly space = idOf<SpaceId>('chat');

  constructor(opening: Opening = {}) {
    const name = opening.name ?? 'Ann';
    this.account = idOf<AccountId>(name);
    this.members = [this.account, idOf<AccountId>('Ben')];
    this.instance = idOf<EventId>(opening.instance ?? 'card');
    this.log = opening.log ?? new MemoryProgramLog(this.account);
    const declared = opening.declared ?? { permissions: [], net: [] };
    this.self = selfOf(name, this.account, { instance: this.instance, declared, isAppSender: opening.isAppSender });
    const clock = opening.clock ?? systemClock;
    this.prompts = new PromptDesk(clock);
    this.host = new ProgramHost({
      open: { instance: this.instance, space: this.space, label: LABEL, name: 'Poll', self: this.self, declared },
      log: this.log,
      writer: this.log,
      realtime: (opening.realtime ?? new MemoryRealtime()).bus,
      prompts: this.prompts,
      permissions: {
        grants: () => Promise.resolve(this.granted.get()),
        remember: (_, grant) => Promise.resolve(this.granted.set(withGrant(this.granted.get(), grant))),
        watch: (_, listener) => this.granted.subscribe(() => listener(this.granted.get())),
      },
      people: this.people(name),
      payments: this.payments,
      net: this.net,
      clock,
      diary: { write: () => undefined },
    });
  }

  /** The updates of the instance. */
  get stream(): ProgramStream {
    return { instance: this.instance, document: null, scope: 'instance' };
  }

  /** Loads a page of the program: what is on its window then. */
  page(): {
    readonly webxdc: Webxdc;
    readonly banyan: Record<string, unknown> | undefined;
    readonly ports: () => number;
    /** Hears `visibilitychange`. */
    readonly document: EventTarget & { readonly visibilityState?: string };
  } {
    let hear: (event: PageMessage) => void = () => undefined;
    let taken = 0;
    const parent = {
      postMessage: () => {
        const { port1, port2 } = new MessageChannel();
        this.host.attach(programPortOf(port1));
        queueMicrotask(() =>
          hear({ data: PORT_MESSAGE, source: parent, ports: [port2], stopImmediatePropagation: () => (taken += 1) }),
        );
      },
    };
    const document = new EventTarget();
    const page: Page & { webxdc?: Webxdc; banyan?: Record<string, unknown> } = {
      parent,
      document,
      addEventListener: (_, listener) => {
        hear = listener;
      },
      removeEventListener: () => {
        hear = () => undefined;
      },
    };
    installApi(page, this.self, () => Promise.resolve(Yjs));
    if (page.webxdc === undefined) throw new Error('nothing was installed');
    return { webxdc: page.webxdc, banyan: page.banyan, ports: () => taken, document };
  }

  /** The prompt that is shown, once there is one. */
  async prompt<K extends ProgramPrompt['kind']>(kind: K): Promise<Extract<ProgramPrompt, { readonly kind: K }>> {
    await until(() => this.prompts.shown.get()?.kind === kind);
    return this.prompts.shown.get() as Extract<ProgramPrompt, { readonly kind: K }>;
  }

  private people(name: string): ProgramPeople {
    return {
      ownProfile: () => Promise.resolve({ name, picture: Uint8Array.of(1, 2) }),
      nameOf: (account) => Promise.resolve(`name of ${account.slice(0, 4)}`),
      membersOf: () => Promise.resolve(this.members),
      send: (space, text, file) => Promise.resolve(void this.sent.push({ space, text, file: file?.name ?? null })),
    };
  }
}

function selfOf(
  name: string,
  account: AccountId,
  from: {
    readonly instance: EventId;
    readonly declared: DeclaredPermissions;
    readonly isAppSender: boolean | undefined;
  },
): ProgramSelf {
  const { permissions, net } = from.declared;
  return {
    version: BRIDGE_VERSION,
    selfAddr: programAddress(account, from.instance),
    selfName: name,
    isAppSender: from.isAppSender ?? false,
    isBroadcast: false,
    sendUpdateInterval: UPDATE_INTERVAL,
    sendUpdateMaxSize: MAX_UPDATE_BYTES,
    banyan: permissions.length === 0 ? null : { permissions: [...permissions], net: [...net] },
  };
}

/** Ann and Ben in one chat with one program, each with a log of their own. */
export function twoPeople(opening: Omit<Opening, 'name' | 'log'> = {}): {
  readonly ann: OpenProgram;
  readonly ben: OpenProgram;
} {
  const realtime = opening.realtime ?? new MemoryRealtime();
  const logs = ['Ann', 'Ben'].map((name) => new MemoryProgramLog(idOf<AccountId>(name)));
  const [first, second] = logs;
  if (first === undefined || second === undefined) throw new Error('two logs');
  first.others.push(second);
  second.others.push(first);
  return {
    ann: new OpenProgram({ ...opening, realtime, name: 'Ann', log: first }),
    ben: new OpenProgram({ ...opening, realtime, name: 'Ben', log: second }),
  };
}
