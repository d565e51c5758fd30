/** What the screens may see and do about groups. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { JoinProgress } from '@domain/group/groupRecord.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What a member may do, from most to least. */
export type GroupRole = 'owner' | 'admin' | 'member';

/** What members without a role may do, and what a new member is given of what was said before. */
export interface GroupPolicy {
  readonly post: 'members' | 'admins';
  readonly invite: 'members' | 'admins';
  readonly pin: 'members' | 'admins';
  readonly history:
    | { readonly kind: 'all' }
    | { readonly kind: 'since-joining' }
    | { readonly kind: 'last'; readonly count: number };
}

/** Someone in a group, as shown. */
export interface GroupMember {
  readonly account: AccountId;
  /** Own remark for a contact, else the name of their card. */
  readonly name: string;
  readonly avatar: Avatar;
  readonly role: GroupRole;
  readonly isSelf: boolean;
  readonly isContact: boolean;
  readonly addedAt: number;
  /** Name of who added them; null for the founder. */
  readonly addedBy: string | null;
}

/** Who was in a group, so that their words have a name. */
export interface FormerMember {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
}

/** What we are to a group. `joining`: we were added or asked to be, and wait for the list of members. */
export type GroupState = 'joining' | 'active' | 'left' | 'removed' | 'dissolved';

/** What one may do in a group now; the screens show nothing else as possible. */
export interface GroupRights {
  readonly post: boolean;
  readonly invite: boolean;
  readonly pin: boolean;
  readonly change: boolean;
  readonly setRoles: boolean;
  readonly handOver: boolean;
  readonly dissolve: boolean;
  /** Accounts one may remove. */
  readonly remove: ReadonlySet<AccountId>;
}

/** A group as shown. */
export interface Group {
  readonly space: SpaceId;
  readonly name: string;
  readonly description: string;
  readonly picture: Avatar;
  readonly policy: GroupPolicy;
  /** What we are to it now. */
  readonly state: GroupState;
  /** While joining by a link: what became of our request; null when we were added by someone. */
  readonly request: JoinProgress | null;
  /** Own role; null when no member. */
  readonly role: GroupRole | null;
  /** Owner first, then admins, then members, each by name. */
  readonly members: readonly GroupMember[];
  readonly former: readonly FormerMember[];
  readonly rights: GroupRights;
  /** Pinned messages, newest pin first. */
  readonly pinned: readonly EventId[];
  readonly createdAt: number;
  readonly founder: AccountId;
}

/** A link into a group made here, as shown. */
export interface GroupInvite {
  readonly id: string;
  readonly link: string;
  readonly webLink: string;
  readonly state: 'open' | 'used' | 'revoked' | 'expired';
  /** How often it may be used, null for no end; and how often it was. */
  readonly limit: number | null;
  readonly uses: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What a person chooses when they make a group. */
export interface NewGroup {
  readonly name: string;
  readonly description: string;
  readonly picture: Avatar;
  /** Contacts to begin with. */
  readonly members: readonly AccountId[];
  readonly policy: GroupPolicy;
}

/** Everything a person can see and do about groups. Every act fails with a code of `workspaceErrorCodes`. */
export interface GroupWorkspace {
  /** A group by the space of its talk; null when there is none. */
  group(space: SpaceId): LiveQuery<Group | null>;
  groupInvites(space: SpaceId): LiveQuery<readonly GroupInvite[]>;
  createGroup(group: NewGroup): Outcome<{ readonly space: SpaceId }>;
  changeGroup(
    space: SpaceId,
    change: {
      readonly name?: string;
      readonly description?: string;
      readonly picture?: Avatar;
      readonly policy?: GroupPolicy;
    },
  ): Outcome;
  /** Contacts become members at once; each hears of it when they are next linked. */
  addMembers(space: SpaceId, accounts: readonly AccountId[]): Outcome;
  removeMember(space: SpaceId, account: AccountId): Outcome;
  setRole(space: SpaceId, account: AccountId, role: 'admin' | 'member'): Outcome;
  handOverGroup(space: SpaceId, account: AccountId): Outcome;
  leaveGroup(space: SpaceId): Outcome;
  dissolveGroup(space: SpaceId): Outcome;
  /** Takes a group one is no longer in out of the app. */
  deleteGroup(space: SpaceId): Outcome;
  createGroupInvite(
    space: SpaceId,
    options: { readonly lifetime: number; readonly limit: number | null },
  ): Outcome<GroupInvite>;
  revokeGroupInvite(space: SpaceId, id: string): Outcome;
  pinMessage(space: SpaceId, id: string, pinned: boolean): Outcome;
}
