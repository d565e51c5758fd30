import type { RosterAct } from '@domain/group/roster.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import type { GroupWord, LinkedPeer } from '../replication/session.ts';
import type { KnownGroup } from './knownGroup.ts';
import { additionOf } from './removal.ts';

/** The word that tells a member of a group (LNK-6). */
export type Welcome = GroupWord & { readonly t: 'welcome' };

/** What a device of a member is told of a group; null when it holds the act that let its person in, or is the founder's. */
export function welcomeWord(
  group: KnownGroup,
  { account, device }: Pick<LinkedPeer, 'account' | 'device'>,
  held: readonly Acknowledgement[],
): Welcome | null {
  const act = additionOf(group, account);
  const card = founderCardOf(group);
  if (act === null || card === null || held.some((row) => isHeld(row, act, device))) return null;
  const { space, nonce, name, founder } = group.record;
  return { t: 'welcome', space, founder, nonce, name, card, act: act.id };
}

/** True when a device of a peer holds an act. */
function isHeld(row: Acknowledgement, act: RosterAct, device: DeviceId): boolean {
  return row.device === device && row.chain === act.device && row.seq >= act.seq;
}

function founderCardOf({ acts, seed, record }: KnownGroup): Uint8Array | null {
  const founding = acts.find(({ act, author }) => act.kind === 'group.founded' && author === record.founder)?.act;
  if (founding?.kind === 'group.founded') return founding.card.packed;
  return seed.card.length === 0 ? null : seed.card;
}
