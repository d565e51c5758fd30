import { toBase64url } from '@shared/base64url.ts';
import { type Result, fail } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';
import { type ActName, type Acts, actsBy } from '../workspace/acts.ts';
import { type Ephemeral, createHeldEphemeral } from '../workspace/ephemeral.ts';
import type { Application, WorkspaceError } from '../workspace/workspace.ts';
import { RemoteRealtime } from './remoteRealtime.ts';
import { type TabMessage, type TabState, readTabMessage } from './tabMessages.ts';

/** How long the engine's tab may take for an act, ms. Rebuilding and large deletions are slow; a dead tab frees the seat. */
const ACT_TIMEOUT = 15_000;
/** The same for acts that read, encode and hash files a person chose, or a whole database, before they end: a film is no reason to say that nobody answers. */
const FILES_TIMEOUT = 10 * 60_000;
const TAKES_FILES: ReadonlySet<string> = new Set<ActName>([
  'postMoment',
  'setCover',
  'takeWallpaper',
  'takeSnapshot',
  'checkSnapshot',
  'goBack',
]);

const TAKEN_OVER = fail('engine-unreachable', 'this tab takes over');

type Answer = (result: Result<unknown, WorkspaceError>) => void;

/** The engine as a tab without it sees it (TAB-1…TAB-3): acts are sent over, state is heard. */
export class RemoteEngine {
  private readonly startupState = writableSnapshot<TabState['startup']>({ status: 'opening' });
  private readonly held = createHeldEphemeral();
  private readonly waiting = new Map<string, Answer>();
  private readonly stop: Disposer;
  private readonly parts: { channel: TabChannel; clock: Clock; random: Random };
  private count = 0;
  private isOver = false;
  private readonly tab: string;

  constructor(parts: { channel: TabChannel; clock: Clock; random: Random }) {
    this.parts = parts;
    this.tab = toBase64url(parts.random.bytes(9));
    this.realtime = new RemoteRealtime({ channel: parts.channel, clock: parts.clock, tab: this.tab });
    this.stop = parts.channel.onMessage((value) => this.hear(readTabMessage(value)));
    parts.channel.post({ t: 'join' });
  }

  get startup(): Snapshot<TabState['startup']> {
    return this.startupState;
  }

  get ephemeral(): Ephemeral {
    return this.held;
  }

  /** Links are in the engine's tab. */
  readonly realtime: RemoteRealtime;

  /** Every act, done by the engine's tab. */
  get acts(): Acts {
    return actsBy((name, args) => this.ask(name, args));
  }

  readonly createProfile: Application['createProfile'] = async (input) => {
    const created = await this.ask('createProfile', [input]);
    return created.ok ? { ok: true, value: undefined } : created;
  };

  retry(): void {
    void this.ask('retry', []);
  }

  readonly takeOpenedLink = (): string | null => {
    const link = this.held.openedLink.get();
    this.held.openedLink.set(null);
    if (link !== null) void this.ask('takeOpenedLink', []);
    return link;
  };

  /** Tells the engine's tab whether this one is being looked at. */
  tellWatched(watched: boolean): void {
    this.parts.channel.post({ t: 'watched', tab: this.tab, watched });
  }

  dispose(): void {
    this.isOver = true;
    this.tellWatched(false);
    this.realtime.dispose();
    this.stop();
    for (const answer of this.waiting.values()) answer(TAKEN_OVER);
    this.waiting.clear();
  }

  private ask(
    name: (TabMessage & { t: 'act' })['name'],
    args: readonly unknown[],
  ): Promise<Result<unknown, WorkspaceError>> {
    // Screens may hold it a moment longer: nobody would answer.
    if (this.isOver) return Promise.resolve(TAKEN_OVER);
    this.count += 1;
    const id = `${this.tab}:${this.count}`;
    return new Promise((resolve) => {
      const patience = TAKES_FILES.has(name) ? FILES_TIMEOUT : ACT_TIMEOUT;
      const giveUp = this.parts.clock.after(patience, () => {
        this.waiting.delete(id);
        resolve(fail('engine-unreachable', 'the other window does not answer'));
      });
      this.waiting.set(id, (result) => {
        giveUp();
        resolve(result);
      });
      const until = this.parts.clock.now() + ACT_TIMEOUT;
      this.parts.channel.post({ t: 'act', id, name, args: [...args], until });
    });
  }

  private hear(message: TabMessage | null): void {
    if (message?.t === 'result') {
      const answer = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      answer?.(message.result as Result<unknown, WorkspaceError>);
    }
    if (message?.t !== 'state') return;
    const { connection, presence, pending, openedLink, uploads, transfers, momentUploads, channelReaders, typing } =
      this.held;
    connection.set(message.connection);
    presence.set(new Set(message.presence));
    pending.set(new Map(message.pending));
    openedLink.set(message.openedLink);
    uploads.set(message.uploads);
    transfers.set(new Map(message.transfers));
    momentUploads.set(message.momentUploads);
    channelReaders.set(new Map(message.channelReaders));
    typing.set(new Map(message.typing));
    this.startupState.set(message.startup);
  }
}
