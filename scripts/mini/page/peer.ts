import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { BRIDGE_VERSION, MAX_UPDATE_BYTES, UPDATE_INTERVAL } from '@shared/mini/bridgeLimits.ts';
import { fail } from '@shared/result.ts';
import { LABEL_BYTES, originLabel, programAddress } from '@domain/mini/address.ts';
import { type DeclaredPermissions, type PermissionGrant, withGrant } from '@domain/mini/permission.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import type { ProgramNet } from '@ports/programNet.ts';
import type { ProgramView, ProgramViews } from '@ports/programViews.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { ProgramHost } from '@services/mini/programHost.ts';
import { PromptDesk } from '@services/mini/promptDesk.ts';
import type { PaymentBooth } from './paymentBooth.ts';
import type { Channel } from './channel.ts';
import type { ProgramState } from './programState.ts';
import type { RoomLog } from './room.ts';

/** The one chat, and the program in it. */
export interface Scene {
  readonly instance: EventId;
  readonly space: SpaceId;
  readonly views: ProgramViews;
  readonly channel: Channel;
  readonly payments: PaymentBooth;
  readonly people: () => readonly Peer[];
  /** Something happened that no update tells: a line for the person's own list. */
  readonly note: (peer: Peer, text: string) => void;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- brands have no value to infer them from
export function randomId<Id extends string>(): Id {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32))) as Id;
}

/** The package is one, whatever it is called: the kit's server has no other. */
const PACKAGE = randomId<BlobId>();

/** As in the browser edition. */
const noNet: ProgramNet = {
  isThere: () => Promise.resolve(false),
  fetch: () => Promise.resolve(fail('unsupported', 'only the desktop edition reaches the network')),
  hangUp: () => undefined,
};

/** One of the people side by side: a device with the program open. */
export class Peer {
  readonly name: string;
  readonly account: AccountId;
  readonly log: RoomLog;
  /** The program's origin. A new peer has a new one, so that nothing is stored there yet. */
  readonly label = originLabel(crypto.getRandomValues(new Uint8Array(LABEL_BYTES)));
  readonly prompts: WritableSnapshot<PromptDesk>;
  readonly view = writableSnapshot<ProgramView | null>(null);
  readonly grants = writableSnapshot<readonly PermissionGrant[]>([]);
  private readonly scene: Scene;
  private readonly isAppSender: boolean;
  private host: ProgramHost | null = null;

  constructor(person: { readonly log: RoomLog; readonly isAppSender: boolean }, scene: Scene) {
    this.log = person.log;
    this.name = person.log.owner.name;
    this.account = person.log.owner.account;
    this.isAppSender = person.isAppSender;
    this.scene = scene;
    this.prompts = writableSnapshot(new PromptDesk(systemClock));
  }

  /** Opens the program as it is now, in place of what is open. Answers why it cannot, if so. */
  async open(state: ProgramState): Promise<string | null> {
    await this.close();
    const self = this.selfOf(state);
    const title = `${state.name}, ${this.name}`;
    const mount = { account: this.account, package: PACKAGE, label: this.label, self, title };
    const mounted = await this.scene.views.mount(mount);
    if (!mounted.ok) return `${mounted.error.code}: ${mounted.error.message}`;
    const host = this.hostOf(state, self);
    mounted.value.onPort((port) => host.attach(port));
    mounted.value.begin(null);
    this.host = host;
    this.view.set(mounted.value);
    return null;
  }

  async close(): Promise<void> {
    const [host, view] = [this.host, this.view.get()];
    this.host = null;
    this.view.set(null);
    await Promise.all([view?.close(), host?.close()]);
  }

  private hostOf(state: ProgramState, self: ProgramSelf): ProgramHost {
    const { scene } = this;
    const declared: DeclaredPermissions = state.banyan ?? { permissions: [], net: [] };
    const prompts = new PromptDesk(systemClock);
    this.prompts.set(prompts);
    return new ProgramHost({
      open: { instance: scene.instance, space: scene.space, label: this.label, name: state.name, self, declared },
      log: this.log,
      writer: this.log,
      realtime: scene.channel.busOf(this.log),
      prompts,
      isInUse: () => true,
      keeping: { take: () => true, giveBack: () => undefined },
      onIncomplete: () => this.view.get()?.missesSomething(),
      permissions: {
        grants: () => Promise.resolve(this.grants.get()),
        remember: (_, grant) => Promise.resolve(this.grants.set(withGrant(this.grants.get(), grant))),
        watch: (_, listener) => this.grants.subscribe(() => listener(this.grants.get())),
      },
      people: {
        ownProfile: () => Promise.resolve({ name: this.name, picture: null }),
        nameOf: (account) => Promise.resolve(scene.people().find((peer) => peer.account === account)?.name ?? 'nobody'),
        membersOf: () => Promise.resolve(scene.people().map(({ account }) => account)),
        send: (_, text, file) => {
          scene.note(
            this,
            `sent to a chat: ${text}${file === null ? '' : ` [${file.name}, ${file.bytes.length} bytes]`}`,
          );
          return Promise.resolve();
        },
      },
      payments: scene.payments.deskOf(this),
      net: noNet,
      clock: systemClock,
      newId: () => crypto.randomUUID(),
      diary: { write: (_level, _source, text) => scene.note(this, text) },
    });
  }

  private selfOf({ banyan }: ProgramState): ProgramSelf {
    return {
      version: BRIDGE_VERSION,
      selfAddr: programAddress(this.account, this.scene.instance),
      selfName: this.name,
      isAppSender: this.isAppSender,
      isBroadcast: false,
      sendUpdateInterval: UPDATE_INTERVAL,
      sendUpdateMaxSize: MAX_UPDATE_BYTES,
      banyan: banyan === null ? null : { permissions: [...banyan.permissions], net: [...banyan.net] },
    };
  }
}
