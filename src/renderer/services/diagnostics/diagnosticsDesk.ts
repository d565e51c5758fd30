import { ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Diagnostics, Outcome } from '../workspace/workspace.ts';
import { type RingLog, redact } from './log.ts';

/** What diagnostics look at. */
export interface DiagnosticsParts {
  readonly host: Host;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly transport: PeerTransport;
  readonly replicator: Replicator;
  readonly contacts: ContactBook;
  readonly log: RingLog;
}

/** Figures about the running app, without anything a person said or any key (DGN-2). */
export class DiagnosticsDesk {
  private readonly parts: DiagnosticsParts;

  constructor(parts: DiagnosticsParts) {
    this.parts = parts;
  }

  async figures(): Outcome<Diagnostics> {
    const { host, store, journal, transport, log } = this.parts;
    const [description, figures, entries] = await Promise.all([
      host.call('host.describe', {}),
      store.figures(),
      journal.count(),
    ]);
    const about = description.ok ? description.value : null;
    return ok({
      version: about?.version ?? '?',
      edition: about?.edition ?? '?',
      platform: about?.platform ?? '?',
      vaultProtection: about?.vaultProtection ?? '?',
      signaling: transport.status.get().services,
      links: this.links(),
      store: {
        ...(figures.ok
          ? figures.value
          : { events: 0, buckets: 0, usedBytes: null, quotaBytes: null, persisted: false }),
        // Logs are shared straight from the store; no document is held for it.
        hotDocuments: 0,
      },
      journal: entries.ok ? { entries: entries.value.count, bytes: entries.value.bytes } : null,
      lastErrors: log.recent('warn').slice(-100),
    });
  }

  /** The same as text to send to someone, contacts numbered instead of named. */
  async report(): Outcome<string> {
    const figures = await this.figures();
    if (!figures.ok) return figures;
    const links = figures.value.links.map((link, index) => ({ ...link, contact: `contact ${index + 1}` }));
    const signaling = figures.value.signaling.map(({ connected }, index) => ({ service: index + 1, connected }));
    const lastErrors = figures.value.lastErrors.map((line) => ({
      ...line,
      at: new Date(line.at).toISOString(),
      text: redact(line.text),
    }));
    return ok(JSON.stringify({ ...figures.value, links, signaling, lastErrors }, null, 2));
  }

  private links(): Diagnostics['links'] {
    return this.parts.replicator.sessions.get().map((session) => {
      const record = this.parts.contacts.get(session.peer.account)?.record;
      const { roundTrip, bytesSent, bytesReceived } = session.link.stats.get();
      const { equal, shared } = session.synced;
      const contact = record?.remark ?? record?.profile.name ?? '?';
      return { contact, roundTrip, bytesSent, bytesReceived, synced: equal, spaces: shared, refused: session.refused };
    });
  }
}
