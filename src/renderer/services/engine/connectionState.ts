import type { PeerTransport } from '@ports/peerTransport.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import { UNKNOWN_CONNECTION } from '../workspace/ephemeral.ts';
import type { ConnectionStatus } from '../workspace/workspace.ts';

/** The truth about the way to others, from transport, sessions and journal (CON-1…CON-3). */
export class ConnectionState {
  private readonly shown = writableSnapshot<ConnectionStatus>(UNKNOWN_CONNECTION);
  private readonly disposers: Disposer[];
  private readOnly: ConnectionStatus['readOnly'] = null;
  private proxyFailed = false;
  private readonly parts: { transport: PeerTransport; replicator: Replicator; journal: EventJournal };

  constructor(parts: { transport: PeerTransport; replicator: Replicator; journal: EventJournal }) {
    this.parts = parts;
    const update = () => this.update();
    this.disposers = [
      parts.transport.status.subscribe(update),
      parts.replicator.sessions.subscribe(update),
      parts.replicator.upToDate.subscribe(update),
      parts.replicator.history.subscribe(update),
      parts.journal.state.subscribe(update),
    ];
    this.update();
  }

  get status(): Snapshot<ConnectionStatus> {
    return this.shown;
  }

  /** What the last attempt to write said. */
  setReadOnly(readOnly: ConnectionStatus['readOnly']): void {
    if (this.readOnly === readOnly) return;
    this.readOnly = readOnly;
    this.update();
  }

  /** Whether the chosen way to the network holds. */
  setProxyFailed(proxyFailed: boolean): void {
    if (this.proxyFailed === proxyFailed) return;
    this.proxyFailed = proxyFailed;
    this.update();
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  private update(): void {
    const { signaling, services } = this.parts.transport.status.get();
    const { reachable, restarted } = this.parts.journal.state.get();
    const { replicator } = this.parts;
    // A device may be linked twice: by its room, and by hand.
    const devices = new Set(replicator.sessions.get().map(({ peer }) => peer.device)).size;
    const looking = signaling === 'offline' ? 'offline' : 'looking';
    this.shown.set({
      state: devices > 0 ? 'connected' : looking,
      devices,
      services,
      readOnly: this.readOnly,
      proxyFailed: this.proxyFailed,
      hostReachable: reachable,
      hostRestarted: restarted,
      upToDate: replicator.upToDate.get(),
      history: [...replicator.history.get()].map(([space, progress]) => ({ space, ...progress })),
    });
  }
}
