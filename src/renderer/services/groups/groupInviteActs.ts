import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import { type Invite, readInvite } from '@domain/invite/invite.ts';
import { mayDo } from '@domain/group/rights.ts';
import { MAX_MEMBERS } from '@domain/group/roster.ts';
import { rosterSpace } from '@domain/group/spaces.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { InviteDesk } from '../pairing/inviteDesk.ts';
import type { Acts } from '../workspace/acts.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import { groupInviteView } from '../workspace/views.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { GroupBook } from './groupBook.ts';
import { EMPTY_SEED } from './knownGroup.ts';
import type { RosterAuthor } from './rosterAuthor.ts';

/** Longest an invite into a group may work: a year, ms. */
export const MAX_LIFETIME = 366 * 24 * 3_600_000;

/** What the acts about links into groups work with. */
export interface GroupInviteParts {
  readonly self: AccountId;
  readonly groups: GroupBook;
  readonly author: RosterAuthor;
  readonly invites: InviteDesk;
  readonly clock: Clock;
  readonly verify: VerifySignature;
}

type GroupInviteActs = Pick<Acts, 'createGroupInvite' | 'revokeGroupInvite'>;

/** Making links into groups and taking them back (GRS-15). */
export function createGroupInviteActs(parts: GroupInviteParts): GroupInviteActs {
  const { self, author, invites, clock } = parts;
  return {
    createGroupInvite: async (space, { lifetime, limit }) => {
      const group = author.open(space);
      if (!group.ok) return group;
      if (!mayDo(group.value.roster, self, { kind: 'invite' })) return fail('group-not-allowed', 'invite');
      if (!isWhole(lifetime, MAX_LIFETIME) || (limit !== null && !isWhole(limit, MAX_MEMBERS)))
        return fail('group-invite-invalid', `${lifetime} ms, ${limit} uses`);
      const { founder, nonce, name } = group.value.record;
      const { size } = group.value.roster.members;
      const made = await invites.create(lifetime, { founder, nonce, name, size, space, limit });
      if (made.ok) return ok(groupInviteView(made.value, clock.now()));
      const { code, message } = made.error;
      return { ok: false, error: code === 'invite-limit' ? { code, message } : storeFailure({ code, message }) };
    },
    revokeGroupInvite: async (_space, id) => outcomeOf(await invites.revoke(id)),
  };
}

/** An invite into a group, with what it leads to. */
export type InviteIntoGroup = Invite & { readonly group: NonNullable<Invite['group']> };

/** The invite in a text, when it leads into a group; null when it does not, or is no invite at all. */
export async function groupInviteIn(text: string, verify: VerifySignature): Promise<InviteIntoGroup | null> {
  const payload = payloadOfText(text);
  const invite = payload.ok ? await readInvite(payload.value, verify) : payload;
  return invite.ok && invite.value.group !== null ? { ...invite.value, group: invite.value.group } : null;
}

/** Why an invite into a group cannot be used here; null when it can. */
export function whyNotJoin(
  { self, groups, clock }: Pick<GroupInviteParts, 'self' | 'groups' | 'clock'>,
  invite: InviteIntoGroup,
): WorkspaceError | null {
  if (invite.certificate.account === self) return { code: 'invite-own', message: 'made by this account' };
  const state = groups.get(invite.group.space)?.record.state;
  if (state === 'active') return { code: 'invite-already-member', message: 'in it' };
  // The answer would be the same of everybody who knows, and to ask would hide that one was removed.
  if (state === 'removed') return { code: 'invite-removed', message: 'removed' };
  if (state === 'dissolved') return { code: 'group-ended', message: 'dissolved' };
  return invite.expires <= clock.now() ? { code: 'invite-expired', message: 'its time is over' } : null;
}

/** Begins to ask to be let into a group (GRS-15): it stands as joining until the roster names us. */
export async function askToJoin(
  { groups, clock }: Pick<GroupInviteParts, 'groups' | 'clock'>,
  invite: InviteIntoGroup,
): Promise<Result<SpaceId, WorkspaceError>> {
  const { space, founder, nonce, name } = invite.group;
  const welcomedBy = invite.certificate.account;
  const asking = { invite: invite.payload, request: 'sending' as const, removal: null };
  const group = { space, roster: rosterSpace(space), founder, nonce, name, picture: { kind: 'generated' as const } };
  const record = { ...group, state: 'joining' as const, welcomedBy, joinedAt: clock.now() };
  const kept =
    groups.get(space) === null
      ? await groups.add(record, { ...EMPTY_SEED, ...asking })
      : await groups.change(space, ({ seed }) => ({
          record: { state: 'joining', welcomedBy },
          seed: { ...seed, ...asking },
        }));
  return kept.ok ? ok(space) : { ok: false, error: storeFailure(kept.error) };
}

function isWhole(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && value <= most;
}
