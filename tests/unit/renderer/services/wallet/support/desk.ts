/** One device's wallet without an engine: its book, what it hears, and what it says to whom. */
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { type Certificate } from '@domain/identity/certificate.ts';
import { packSigned } from '@domain/codec/signed.ts';
import { packRecord, sealRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { Draft, RecordType, VerifiedRecord } from '@domain/wallet/record.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Host } from '@ports/host.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import type { LinkedPeer, WalletWord } from '@services/replication/session.ts';
import { Courier } from '@services/wallet/courier.ts';
import { WalletBook } from '@services/wallet/walletBook.ts';
import { WalletIntake } from '@services/wallet/walletIntake.ts';
import type { WalletLink } from '@services/wallet/walletLinks.ts';
import { Witness } from '@services/wallet/witness.ts';
import { Turn } from '@services/turn.ts';
import { must } from '../../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../../domain/wallet/support/people.ts';

/** The end of a link to someone. */
export const peerOf = (person: Person): LinkedPeer => ({ account: person.account, device: deviceOf(person).key });

/** The certificates of people. */
export const certificatesOf = (...people: readonly Person[]): readonly Certificate[] =>
  people.map((person) => deviceOf(person).certificate);

/** What would be said of these records. */
export const give = (
  certificates: readonly Certificate[],
  ...records: readonly VerifiedRecord[]
): WalletWord & { readonly t: 'wallet.give' } => ({
  t: 'wallet.give',
  certificates: certificates.map(({ signed }) => packSigned(signed)),
  records: records.map(packRecord),
});

/** See the head of this file. */
export async function openDesk(self: Person, verify: VerifySignature = verifySignature, disk = new MemoryDisk()) {
  const clock = new FakeClock();
  const memory = createMemoryHost();
  const notes = new Map<RecordId, UnitNote>();
  let gate = Promise.resolve();
  const host: Host = {
    ...memory,
    call: async (method, input) => {
      if (method === 'journal.append') await gate;
      return memory.call(method, input);
    },
  };
  const log = new RingLog(clock, host);
  const store = new MemoryDocumentStore({ disk });
  must(await store.open(self.account));
  const journal = new EventJournal(host, self.account);
  const said: { readonly to: Person['name']; readonly word: WalletWord }[] = [];
  const links = writableSnapshot<readonly WalletLink[]>([]);
  const book = new WalletBook({ self: self.account, store, journal, clock, log });
  book.know(certificatesOf(self));
  must(await book.open());
  const own = deviceOf(self);
  const signer = { self: { device: own.key }, seal: <T extends RecordType>(draft: Draft<T>) => sealRecord(draft, own) };
  const clerkTurn = new Turn();
  const witness = new Witness({ book, signer, turn: clerkTurn });
  const noteOf = (unit: RecordId) => notes.get(unit) ?? null;
  const whose = { account: self.account, device: deviceOf(self).key };
  const intake = new WalletIntake({ self: whose, noteOf, book, verify, clock, log, links, witness });
  const courier = new Courier({ book, intake, links, clock, log });
  return {
    ...{
      clerkTurn,
      clock,
      host,
      log,
      store,
      disk,
      journal,
      book,
      intake,
      courier,
      said,
      notes,
      links,
      witness,
      verify,
    },
    /** A link to someone comes up. */
    link: (person: Person) => {
      const link = { peer: peerOf(person), say: (word: WalletWord) => void said.push({ to: person.name, word }) };
      links.set([...links.get(), link]);
    },
    /** A link whose messages cannot be made. */
    linkBroken: (person: Person) => {
      const say = () => {
        throw new Error('a link with a bug');
      };
      links.set([...links.get(), { peer: peerOf(person), say }]);
    },
    unlink: () => links.set([]),
    /** The host takes nothing into the journal until this is let go. */
    holdJournal: () => {
      let letGo = () => undefined as void;
      gate = new Promise((resolve) => {
        letGo = resolve;
      });
      return () => letGo();
    },
    /** What was said since the last time, by type. */
    take: <T extends WalletWord['t']>(type: T) => {
      const words = said.flatMap(({ word }) => (word.t === type ? [word as WalletWord & { readonly t: T }] : []));
      said.length = 0;
      return words;
    },
  };
}
