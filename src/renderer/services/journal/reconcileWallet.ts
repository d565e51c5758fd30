import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { decodeRecord, joinSignatures, packRecord } from '@domain/wallet/envelope.ts';
import { recordId } from '@domain/wallet/ids.ts';
import type { KeptProof, OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

type Proof = Omit<KeptProof, 'serial'>;

const PAGE = 1000;

/**
 * Gives database and journal of the wallet's records and certificates what only the other has (JNL-13). What both have with other
 * signatures has all of them afterwards, in both. The journal does not tell who has what: records it brings back are marked in the same transaction
 * as yet to be sent, as outgoing to the own account, because whom they concern is known once the whole book is read.
 */
export async function reconcileWallet({
  store,
  journal,
}: {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
}): Promise<Result<void, StoreError | Failure<HostErrorCode>>> {
  const journalled = new Map<string, Proof>();
  const read = await journal.readAll((page) => {
    for (const entry of page) if (entry.t === 'wallet') addTo(journalled, proofOf(entry), 'later');
    return Promise.resolve();
  });
  if (!read.ok) return read;
  const here = await keptIn(store);
  if (!here.ok) return here;
  const all = new Map(here.value);
  for (const proof of journalled.values()) addTo(all, proof, 'first');
  const missing = [...all.values()].filter((proof) => !isSame(here.value.get(proof.id), proof));
  const out = missing.flatMap((proof) => markOf(proof, journal));
  const written = missing.length === 0 ? ok() : await store.wallet.write({ kept: missing, out, done: [] });
  if (!written.ok) return written;
  const unheard = [...all.values()].filter((proof) => !isSame(journalled.get(proof.id), proof));
  if (unheard.length > 0) await journal.append(unheard.map(entryOf));
  return ok();
}

/** A kept record or certificate as the journal keeps it. */
export function entryOf({ kind, id, bytes, at }: Proof): JournalEntry {
  return { t: 'wallet', kind, id, bytes, at };
}

function markOf({ kind, id }: Proof, { account }: EventJournal): readonly OutgoingRecord[] {
  const read = recordId(id);
  return kind === 'record' && read.ok ? [{ account, id: read.value }] : [];
}

function proofOf({ kind, id, bytes, at }: JournalEntry & { readonly t: 'wallet' }): Proof {
  return { kind, id, bytes, at };
}

async function keptIn(store: DocumentStore): Promise<Result<ReadonlyMap<string, Proof>, StoreError>> {
  const kept = new Map<string, Proof>();
  let after = 0;
  for (;;) {
    const page: Awaited<ReturnType<DocumentStore['wallet']['after']>> = await store.wallet.after(after, PAGE);
    if (!page.ok) return page;
    const last = page.value.at(-1);
    if (last === undefined) return ok(kept);
    after = last.serial;
    for (const { kind, id, bytes, at } of page.value) kept.set(id, { kind, id, bytes, at });
  }
}

/**
 * Of one record all signatures, and of more than an envelope holds those of the `preferred`: of two entries of the journal the later was chosen with
 * more at hand (WAL-3). It came when it first came.
 */
function addTo(proofs: Map<string, Proof>, proof: Proof, preferred: 'first' | 'later'): void {
  const known = proofs.get(proof.id);
  if (known === undefined) proofs.set(proof.id, proof);
  else if (proof.kind === 'record') {
    const [one, other] = preferred === 'first' ? [known, proof] : [proof, known];
    const at = Math.min(known.at, proof.at);
    proofs.set(proof.id, { ...known, at, bytes: joined(one.bytes, other.bytes) });
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const [first, second] = [decodeRecord(one), decodeRecord(other)];
  // What cannot be read here was read when it was taken: both stay where they are.
  return first.ok && second.ok && first.value.id === second.value.id
    ? packRecord(joinSignatures(first.value, second.value))
    : one;
}

function isSame(one: Proof | undefined, other: Proof): boolean {
  return one !== undefined && equalBytes(one.bytes, other.bytes);
}
