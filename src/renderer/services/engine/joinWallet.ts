import { WALLET_CARD_KIND, encodeWalletCard } from '@domain/chat/walletCard.ts';
import { chainOf } from '@domain/identity/certificate.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { createAsRoot } from '../identity/rootSigner.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { SessionHooks } from '../replication/session.ts';
import type { TellCard } from '../wallet/safety/releaser.ts';
import type { OwnFamily } from '../wallet/own/ownFamily.ts';
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
  /** Who hears of what came into conversations. */
  readonly arrivals: { readonly hearers: Pick<Wallet, 'onAdmitted'>[] };
}

/** The own devices, as the wallet looks at them. */
function ownFamilyOf(own: OwnSelf): OwnFamily {
  return {
    certificates: () => own.identity.get().papers.certificates.flatMap(chainOf),
    stands: (device) => own.family.devices.has(device) && !own.family.revoked.has(device),
    revocations: () => own.identity.get().papers.revocations,
    subscribe: (listener) => own.identity.subscribe(listener),
  };
}

/** Joins the wallet to the links of the engine. It has yet to be opened. */
export function joinWallet(
  parts: EngineParts,
  { own, journal, contacts, replicator, hearing, arrivals }: WalletJoining,
): Wallet {
  const { store, vault, verify, clock, random, log } = parts;
  const self = own.identity.get();
  const asRoot = createAsRoot(vault, () => own.identity.get());
  const { sessions: links } = replicator;
  const tellCard: TellCard = async (space, card) => {
    const body = encodeWalletCard(card);
    // Whoever is no contact any more is told nothing: the conversation is over.
    const isOpen = (card.to ?? []).every((account) => contacts.get(account) !== null);
    const told = body === null || !isOpen ? null : await replicator.author(space, WALLET_CARD_KIND, body);
    if (told?.ok === false) log.write('warn', 'wallet', `what left is not told: ${told.error.code}`);
  };
  const base = { self, family: ownFamilyOf(own), store, journal, contacts, links, asRoot, tellCard };
  const wallet = new Wallet({ ...base, verify, vault, clock, random, log });
  hearing.hearOfWallet = (peer, word) => (word.t === 'wallet.lock' ? Promise.resolve(true) : wallet.hear(peer, word));
  arrivals.hearers.push(wallet);
  return wallet;
}
