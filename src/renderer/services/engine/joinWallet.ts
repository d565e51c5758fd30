import type { ContactBook } from '../contacts/contactBook.ts';
import { createAsRoot } from '../identity/rootSigner.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { SessionHooks } from '../replication/session.ts';
import { Wallet } from '../wallet/wallet.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Who hears words about the wallet: set when it is made, which is after the replicator that brings them. */
export interface WalletHearing {
  hearOfWallet: SessionHooks['onWalletWord'] | null;
}

/** What joining the wallet needs beside the parts. */
export interface WalletJoining {
  readonly own: OwnSelf;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly hearing: WalletHearing;
}

/** Joins the wallet to the links of the engine. It has yet to be opened. */
export function joinWallet(parts: EngineParts, { own, journal, contacts, replicator, hearing }: WalletJoining): Wallet {
  const { store, vault, verify, clock, random, log } = parts;
  const self = own.identity.get();
  const asRoot = createAsRoot(vault, () => own.identity.get());
  const { sessions: links } = replicator;
  const wallet = new Wallet({ self, store, journal, contacts, links, asRoot, verify, vault, clock, random, log });
  hearing.hearOfWallet = (peer, word) => (word.t === 'wallet.lock' ? Promise.resolve(true) : wallet.hear(peer, word));
  return wallet;
}
