import { type Result, fail } from '@shared/result.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Engine } from '../engine/engine.ts';
import type { RealtimeBus, RealtimeSeat } from '../mini/realtimeBus.ts';
import { type ActName, actsBy } from '../workspace/acts.ts';
import { createHeldEphemeral } from '../workspace/ephemeral.ts';
import type { Log } from '../diagnostics/log.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

type AnyAct = (...args: readonly unknown[]) => Promise<Result<unknown, WorkspaceError>>;

/** The engine as screens hold it from before it runs (APP-5): what is asked of it waits, what it says is said on. */
export class EngineFront {
  readonly ephemeral = createHeldEphemeral();
  readonly acts = actsBy((name, args) => this.ask(name, args));
  private engine: Engine | null = null;
  /** Resolves when acts begin, or never will. */
  readonly arrival: Promise<Engine | null>;
  private arrive: (engine: Engine | null) => void = () => undefined;
  private readonly disposers: Disposer[] = [];

  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
    this.arrival = new Promise((resolve) => {
      this.arrive = resolve;
    });
  }

  readonly takeOpenedLink = (): string | null => this.engine?.takeOpenedLink() ?? null;

  /** Channels of the engine; who joins before it runs is on one as soon as it does. */
  readonly realtime: RealtimeBus = {
    join: (...seat) => this.engine?.realtime.join(...seat) ?? joinLater(this.arrival, ...seat),
  };

  /** The engine runs: what waited is done, in its order. */
  join(engine: Engine): void {
    this.engine = engine;
    const { connection, presence, pending, openedLink, uploads, transfers } = engine.ephemeral;
    this.follow(connection, this.ephemeral.connection);
    this.follow(presence, this.ephemeral.presence);
    this.follow(pending, this.ephemeral.pending);
    this.follow(openedLink, this.ephemeral.openedLink);
    this.follow(uploads, this.ephemeral.uploads);
    this.follow(transfers, this.ephemeral.transfers);
    this.follow(engine.ephemeral.momentUploads, this.ephemeral.momentUploads);
    this.follow(engine.ephemeral.channelReaders, this.ephemeral.channelReaders);
    this.follow(engine.ephemeral.typing, this.ephemeral.typing);
    this.arrive(engine);
  }

  /** Nothing is said on any more; when no engine came, what waited is told so. */
  dispose(): void {
    for (const dispose of this.disposers.splice(0)) dispose();
    this.arrive(null);
  }

  private follow<T>(from: Snapshot<T>, to: WritableSnapshot<T>): void {
    const pass = () => to.set(from.get());
    this.disposers.push(from.subscribe(pass));
    pass();
  }

  private async ask(name: ActName, args: readonly unknown[]): Promise<Result<unknown, WorkspaceError>> {
    const engine = this.engine ?? (await this.arrival);
    if (engine === null) return fail('engine-unreachable', 'the start did not go through');
    try {
      // The arguments are those of this very act.
      return await (engine.acts[name] as unknown as AnyAct)(...args);
    } catch (cause) {
      // A bug. Whoever asked, perhaps in another tab, is to hear that it ended.
      const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'no error';
      this.log.write('error', 'engine', `${name} threw ${what}`);
      return fail('internal', 'the act threw');
    }
  }
}

function joinLater(
  arrival: Promise<Engine | null>,
  ...[place, onMessage]: Parameters<RealtimeBus['join']>
): RealtimeSeat {
  const peers = writableSnapshot(0);
  let seat: RealtimeSeat | null = null;
  let stop: Disposer = () => undefined;
  let isLeft = false;
  void arrival.then((engine) => {
    if (engine === null || isLeft) return;
    const joined = engine.realtime.join(place, onMessage);
    const pass = () => peers.set(joined.peers.get());
    seat = joined;
    stop = joined.peers.subscribe(pass);
    pass();
  });
  return {
    peers,
    send: (bytes) => seat?.send(bytes),
    leave: () => {
      isLeft = true;
      stop();
      seat?.leave();
    },
  };
}
