import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Result, fail } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';
import { type Acts, actNames } from '../workspace/acts.ts';
import type { Ephemeral, PendingBySpace, TransfersByBlob } from '../workspace/ephemeral.ts';
import type { FileUpload } from '../workspace/fileWorkspace.ts';
import { UNKNOWN_CONNECTION } from '../engine/connectionState.ts';
import type { Application, ConnectionStatus, WorkspaceError } from '../workspace/workspace.ts';
import { type TabMessage, type TabState, readTabMessage } from './tabMessages.ts';

/** How long the engine's tab may take for an act, ms. Rebuilding and large deletions are slow; a dead tab frees the seat. */
const ACT_TIMEOUT = 15_000;

type Answer = (result: Result<unknown, WorkspaceError>) => void;

/** The engine as a tab without it sees it (TAB-1…TAB-3): acts are sent over, state is heard. */
export class RemoteEngine {
  private readonly startupState = writableSnapshot<TabState['startup']>({ status: 'opening' });
  private readonly connection = writableSnapshot<ConnectionStatus>(UNKNOWN_CONNECTION);
  private readonly presence = writableSnapshot<ReadonlySet<AccountId>>(new Set());
  private readonly pending = writableSnapshot<PendingBySpace>(new Map());
  private readonly openedLink = writableSnapshot<string | null>(null);
  private readonly uploads = writableSnapshot<readonly FileUpload[]>([]);
  private readonly transfers = writableSnapshot<TransfersByBlob>(new Map());
  private readonly waiting = new Map<string, Answer>();
  private readonly stop: Disposer;
  private readonly parts: { channel: TabChannel; clock: Clock; random: Random };
  private count = 0;
  private readonly tab: string;

  constructor(parts: { channel: TabChannel; clock: Clock; random: Random }) {
    this.parts = parts;
    this.tab = toBase64url(parts.random.bytes(9));
    this.stop = parts.channel.onMessage((value) => this.hear(readTabMessage(value)));
    parts.channel.post({ t: 'join' });
  }

  get startup(): Snapshot<TabState['startup']> {
    return this.startupState;
  }

  get ephemeral(): Ephemeral {
    const { connection, presence, pending, openedLink, uploads, transfers } = this;
    return { connection, presence, pending, openedLink, uploads, transfers };
  }

  /** Every act, done by the engine's tab. */
  acts(): Acts {
    const entries = actNames.map((name) => [name, (...args: unknown[]) => this.ask(name, args)] as const);
    // The engine's tab runs the same version from the same origin; what it answers has the act's own type.
    return Object.fromEntries(entries) as unknown as Acts;
  }

  readonly createProfile: Application['createProfile'] = async (input) => {
    const created = await this.ask('createProfile', [input]);
    return created.ok ? { ok: true, value: undefined } : created;
  };

  retry(): void {
    void this.ask('retry', []);
  }

  readonly takeOpenedLink = (): string | null => {
    const link = this.openedLink.get();
    this.openedLink.set(null);
    if (link !== null) void this.ask('takeOpenedLink', []);
    return link;
  };

  /** Tells the engine's tab whether this one is being looked at. */
  tellWatched(watched: boolean): void {
    this.parts.channel.post({ t: 'watched', tab: this.tab, watched });
  }

  dispose(): void {
    this.tellWatched(false);
    this.stop();
    for (const answer of this.waiting.values()) answer(fail('engine-unreachable', 'this tab takes over'));
    this.waiting.clear();
  }

  private ask(name: (TabMessage & { t: 'act' })['name'], args: unknown[]): Promise<Result<unknown, WorkspaceError>> {
    this.count += 1;
    const id = `${this.tab}:${this.count}`;
    return new Promise((resolve) => {
      const giveUp = this.parts.clock.after(ACT_TIMEOUT, () => {
        this.waiting.delete(id);
        resolve(fail('engine-unreachable', 'the other window does not answer'));
      });
      this.waiting.set(id, (result) => {
        giveUp();
        resolve(result);
      });
      this.parts.channel.post({ t: 'act', id, name, args });
    });
  }

  private hear(message: TabMessage | null): void {
    if (message?.t === 'result') {
      const answer = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      answer?.(message.result as Result<unknown, WorkspaceError>);
    }
    if (message?.t !== 'state') return;
    this.connection.set(message.connection);
    this.presence.set(new Set(message.presence));
    this.pending.set(new Map(message.pending));
    this.openedLink.set(message.openedLink);
    this.uploads.set(message.uploads);
    this.transfers.set(new Map(message.transfers));
    this.startupState.set(message.startup);
  }
}
