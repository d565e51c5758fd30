import { ok } from '@shared/result.ts';
import type { Diagnostics, Outcome } from '@services/workspace/workspace.ts';
import type { FakeStore } from './fakeStore.ts';

export function fakeDiagnostics(store: FakeStore) {
  const figures = (): Diagnostics => ({
    version: '0.1.0',
    edition: 'browser',
    platform: 'linux',
    vaultProtection: 'passphrase',
    signaling: [
      { url: 'ws://localhost:4444', connected: true },
      { url: 'wss://signal.example.org', connected: false },
    ],
    links: store.state.contacts.slice(0, 2).map((contact, index) => ({
      contact: contact.name,
      roundTrip: index === 0 ? 12 : null,
      bytesSent: 48_210 * (index + 1),
      bytesReceived: 1_204_881,
      synced: 3 - index,
      spaces: 3,
      refused: index,
    })),
    store: {
      events: [...store.state.chats.values()].reduce((sum, chat) => sum + chat.messages.length, 0),
      buckets: 41,
      hotDocuments: 3,
      usedBytes: 18_400_112,
      quotaBytes: 10_737_418_240,
      persisted: true,
    },
    journal: { entries: 10_412, bytes: 7_211_004 },
    lastErrors: store.state.lastErrors,
  });
  return {
    diagnostics: async (): Outcome<Diagnostics> => ok(figures()),
    diagnosticsReport: async (): Outcome<string> => ok(JSON.stringify(figures(), null, 2)),
  };
}
