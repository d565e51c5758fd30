import type { Disposer } from '@ports/snapshot.ts';
import { meetAgain } from '../reunions/meetAgain.ts';
import type { EngineParts } from './engineParts.ts';
import { type EngineServices, takeCard } from './engineServices.ts';
import type { OwnSelf } from './ownSelf.ts';

/** Lets those meet of whom one came back on a new device. */
export function joinReunions(
  parts: EngineParts,
  { contacts, replicator }: Pick<EngineServices, 'contacts' | 'replicator'>,
  own: OwnSelf,
): Disposer {
  return meetAgain({
    ...{ ...parts, contacts, replicator, own: own.identity },
    ownCard: () => own.card,
    familyIn: (account) => (account === own.identity.get().account ? own.family : contacts.papers.familyOf(account)),
    onCard: (account, card) => takeCard({ own, contacts }, account, card),
  });
}
