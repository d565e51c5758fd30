/** Everything a person's database holds, read through the store's port and made comparable. */
import type { DocumentStore, KeptEvent } from '@ports/documentStore.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { EquivocationRecord } from '@domain/event/equivocation.ts';
import { type Person, must } from '../integration/support/world.ts';

/** What was there at one moment. Texts are equal when what they stand for is. */
export interface Ledger {
  /** Id → payload, all events of all spaces. */
  readonly events: ReadonlyMap<EventId, string>;
  /** By space: messages, conversation row and heads. */
  readonly spaces: ReadonlyMap<SpaceId, string>;
  /** By space: how many messages there are. */
  readonly messages: ReadonlyMap<SpaceId, number>;
  /** Groups as they are shown: members, roles, names, rights. */
  readonly groups: string;
  /** Proofs that a device forked its chain. */
  readonly proofs: readonly EquivocationRecord[];
  /** Contacts, requests, invites, blocks, groups, blobs and values. */
  readonly records: string;
  /** `space chain device` → the place that device is said to hold. */
  readonly held: ReadonlyMap<string, number>;
  /** How many entries the host's journal has. */
  readonly journal: number;
}

const PAGE = 2000;
const MOST_MESSAGES = 1_000_000;

/** Reads it all. */
export async function readLedger(person: Person, store: DocumentStore): Promise<Ledger> {
  const rows = must(await store.conversations.all());
  const spaces = new Map<SpaceId, string>();
  const messages = new Map<SpaceId, number>();
  const held = new Map<string, number>();
  for (const row of rows) {
    const page = must(await store.messages(row.space, { kind: 'latest', limit: MOST_MESSAGES }));
    const chains = must(await store.chainHeads(row.space));
    const buckets = must(await store.bucketHeads(row.space));
    spaces.set(row.space, text({ row, messages: page.messages, chains, buckets }));
    messages.set(row.space, page.messages.length);
    for (const { space, chain, device, seq } of must(await store.acknowledgements(row.space)))
      held.set(`${space} ${chain} ${device}`, seq);
  }
  const account = await person.account();
  const journal = must(await person.host.call('journal.describe', { account })).count;
  return {
    events: await readEvents(store),
    spaces,
    messages,
    groups: text(await Promise.all(rows.map(({ space }) => person.read(person.workspace.group(space))))),
    proofs: must(await store.proofs.all()),
    records: await readRecords(store),
    held,
    journal,
  };
}

/** The same of a person whose store is not at hand. */
export async function ledgerOf(person: Person): Promise<Ledger> {
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(await person.account()));
  const ledger = await readLedger(person, store);
  store.close();
  return ledger;
}

async function readEvents(store: DocumentStore): Promise<Map<EventId, string>> {
  const events = new Map<EventId, string>();
  let after: KeptEvent | null = null;
  for (;;) {
    const page: readonly KeptEvent[] = must(await store.scan(after, PAGE));
    for (const { id, payload } of page) events.set(id, text(payload));
    after = page.at(-1) ?? null;
    if (after === null) return events;
  }
}

async function readRecords(store: DocumentStore): Promise<string> {
  const contacts = must(await store.contacts.all());
  return text({
    // When someone was last seen changes with every link.
    contacts: contacts.map((contact) => ({ ...contact, lastSeenAt: null })),
    requests: must(await store.requests.all()),
    invites: must(await store.invites.all()),
    blocks: must(await store.blocks.all()),
    groups: must(await store.groups.all()),
    blobs: must(await store.blobs.all()),
    values: must(await store.values.all()),
  });
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part.buffer, part.byteOffset, part.length).toString('base64') : part,
  );
}
