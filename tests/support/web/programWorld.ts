/** A chat of some people with one program in it: the real page script, the real host, and a log in memory between them. */
import * as Yjs from 'yjs';
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { BRIDGE_VERSION, MAX_UPDATE_BYTES, UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { programAddress } from '@domain/mini/address.ts';
import { type DeclaredPermissions, type PermissionGrant, withGrant } from '@domain/mini/permission.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { programPortOf } from '@adapters/programs/programPort.ts';
import type { PaymentDesk } from '@ports/paymentDesk.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramPeople } from '@services/mini/hostParts.ts';
import { ProgramHost } from '@services/mini/programHost.ts';
import type { ProgramLog, ProgramStream } from '@services/mini/programLog.ts';
import { PromptDesk } from '@services/mini/promptDesk.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import type { RealtimeBus } from '@services/mini/realtimeBus.ts';
import { installApi } from '../../../src/mini/client/installApi.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import type { RealtimeChannel } from '../../../src/mini/client/realtime.ts';
import type { UpdateSeen } from '../../../src/mini/client/updates.ts';
import { FakePayments } from '../shared/fakePayments.ts';
import { FakeProgramNet } from '../shared/fakeProgramNet.ts';
import { idOf } from '../shared/storeFixtures.ts';
import { until } from '../shared/until.ts';
import { MemoryProgramLog, MemoryRealtime } from './memoryPrograms.ts';

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

/** How one open program differs from the usual. */
export interface Opening {
  readonly name?: string;
  readonly instance?: string;
  readonly log?: MemoryProgramLog;
  /** What is read in place of `log`. */
  readonly reads?: ProgramLog;
  readonly realtime?: { readonly bus: RealtimeBus };
  readonly declared?: DeclaredPermissions;
  /** Chosen for the app. */
  readonly language?: string;
  readonly isAppSender?: boolean;
  readonly clock?: typeof systemClock;
  /** See `ProgramHostParts`. */
  readonly earlier?: Promise<void>;
  /** In place of {@link OpenProgram.payments}. */
  readonly payments?: PaymentDesk;
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
  /** Whether it is in sight and has the keyboard. */
  isInUse: () => boolean = () => true;
  mayKeep: (bytes: number) => boolean = () => true;
  /** Bytes that were not kept after all. */
  givenBack = 0;
  /** How often its page said that something of it had not come. */
  incomplete = 0;
  /** What the page is told of who one is. */
  readonly self: ProgramSelf;

  readonly space = idOf<SpaceId>('chat');
  private words = 0;

  constructor(opening: Opening = {}) {
    const name = opening.name ?? 'Ann';
    this.account = idOf<AccountId>(name);
    this.members = [this.account, idOf<AccountId>('Ben')];
    this.instance = idOf<EventId>(opening.instance ?? 'card');
    this.log = opening.log ?? new MemoryProgramLog(this.account);
    const declared = opening.declared ?? { permissions: [], net: [] };
    const { isAppSender, language } = opening;
    this.self = selfOf(name, this.account, { instance: this.instance, declared, isAppSender, language });
    const clock = opening.clock ?? systemClock;
    this.prompts = new PromptDesk(clock);
    this.host = new ProgramHost({
      open: { instance: this.instance, space: this.space, label: LABEL, name: 'Poll', self: this.self, declared },
      log: opening.reads ?? this.log,
      writer: this.log,
      realtime: (opening.realtime ?? new MemoryRealtime()).bus,
      prompts: this.prompts,
      isInUse: () => this.isInUse(),
      keeping: { take: (bytes) => this.mayKeep(bytes), giveBack: (bytes) => (this.givenBack += bytes) },
      onIncomplete: () => (this.incomplete += 1),
      permissions: {
        grants: () => Promise.resolve(this.granted.get()),
        remember: (_, grant) => Promise.resolve(this.granted.set(withGrant(this.granted.get(), grant))),
        watch: (_, listener) => this.granted.subscribe(() => listener(this.granted.get())),
      },
      people: this.people(name),
      payments: opening.payments ?? this.payments,
      net: this.net,
      clock,
      newId: () => `${name}:${(this.words += 1)}`,
      earlier: opening.earlier,
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
    let taken = 0;
    const parent = {
      postMessage: (_ready: string, _origin: string, [port]: readonly Transferable[] = []) => {
        if (!(port instanceof MessagePort)) return;
        taken += 1;
        this.host.attach(programPortOf(port));
      },
    };
    const document = new EventTarget();
    const page: Page & { webxdc?: Webxdc; banyan?: Record<string, unknown> } = {
      parent,
      document,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
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
    readonly language: string | undefined;
  },
): ProgramSelf {
  const { permissions, net } = from.declared;
  const told = from.language === undefined ? {} : { language: from.language };
  return {
    version: BRIDGE_VERSION,
    selfAddr: programAddress(account, from.instance),
    selfName: name,
    isAppSender: from.isAppSender ?? false,
    isBroadcast: false,
    sendUpdateInterval: UPDATE_INTERVAL,
    sendUpdateMaxSize: MAX_UPDATE_BYTES,
    banyan: permissions.length === 0 ? null : { permissions: [...permissions], net: [...net], ...told },
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
