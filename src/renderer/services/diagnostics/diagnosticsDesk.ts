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
    const { transport, log, journal } = this.parts;
    const [about, store, entries] = await Promise.all([this.about(), this.store(), journal.count()]);
    return ok({
      ...about,
      signaling: transport.status.get().services,
      links: this.links(),
      store,
      journal: entries.ok ? { entries: entries.value.count, bytes: entries.value.bytes } : null,
      lastErrors: log.recent('warn').slice(-100),
    });
  }

  private async about(): Promise<Pick<Diagnostics, 'version' | 'edition' | 'platform' | 'vaultProtection'>> {
    const described = await this.parts.host.call('host.describe', {});
    if (!described.ok) return { version: '?', edition: '?', platform: '?', vaultProtection: '?' };
    const { version, edition, platform, vaultProtection } = described.value;
    return { version, edition, platform, vaultProtection };
  }

  private async store(): Promise<Diagnostics['store']> {
    const figures = await this.parts.store.figures();
    const unknown = { events: 0, buckets: 0, usedBytes: null, quotaBytes: null, persisted: false };
    return { ...(figures.ok ? figures.value : unknown), hotDocuments: this.parts.replicator.openLogs };
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
