import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { ContactCard } from '../contact/card.ts';
import type { Avatar, Profile } from '../profile/profile.ts';
import type { Floor, RosterDeed } from './body.ts';
import type { GroupPolicy } from './policy.ts';

/** Most members of a group; adds beyond are void (GRP-24). */
export const MAX_MEMBERS = 500;

/**
 * Most acts of one device in a roster, void ones included (GRP-31): a place in a chain, so that everybody refuses the same. Who
 * adds ten people a week for eight years stays below.
 */
export const MAX_CHAIN_ACTS = 4096;

/** An admitted event of the roster log, its body read and its card verified. */
export interface RosterAct {
  readonly id: EventId;
  readonly author: AccountId;
  readonly device: DeviceId;
  readonly seq: number;
  /** The act before it in its chain; null at place 0. */
  readonly prev: EventId | null;
  readonly at: number;
  readonly act: RosterDeed;
}

/** The two spaces of a group. */
export interface Founding {
  readonly talk: SpaceId;
  readonly roster: SpaceId;
}

/** What a member may do, from most to least. */
export type GroupRole = 'owner' | 'admin' | 'member';

/** Someone in the group. */
export interface Member {
  readonly account: AccountId;
  readonly role: GroupRole;
  /** The newest card the roster holds. */
  readonly card: ContactCard;
  readonly devices: readonly DeviceId[];
  readonly profile: Profile;
  readonly addedAt: number;
  /** Null for the founder. */
  readonly addedBy: AccountId | null;
  /** Invite they came by; null when added by hand. */
  readonly via: string | null;
  /** Talk they are not given. */
  readonly floors: readonly Floor[];
}

/** The last place of a chain that counts. -1 and null: nothing of it does. */
export interface ChainEnd {
  readonly seq: number;
  readonly id: EventId | null;
}

/** A stretch of a chain of the talk that does not count, though its author is in again (GRP-32). */
export interface Gap {
  /** The last place that counts before. */
  readonly after: number;
  /** The clock of the return; null while there was none. */
  readonly before: number | null;
}

/** Someone who was in the group. */
export interface FormerMember {
  readonly account: AccountId;
  /** Where their chains end; a device that is not named counts for nothing. */
  readonly cuts: ReadonlyMap<DeviceId, { readonly talk: ChainEnd; readonly roster: ChainEnd }>;
  /** Themselves when they left. */
  readonly removedBy: AccountId;
  readonly at: number;
  readonly reason: 'removed' | 'left';
  /** What they showed of themselves. */
  readonly profile: Profile;
}

/** Why an act counts for nothing. */
export type VoidReason =
  /** Another founding, or no founding in what its author had seen. */
  | 'unfounded'
  /** A kind of a later version. */
  | 'unknown-kind'
  /** The device is not the author's. */
  | 'not-theirs'
  /** It says what its author had seen of a chain that parts, and nothing else. */
  | 'testimony'
  /** The card is of another account than the one named. */
  | 'wrong-card'
  /** Who did it had no right to, as far as they had seen. */
  | 'no-right'
  /** It lies beyond where its author was cut off. */
  | 'beyond-cut'
  /** Nobody of that name, or oneself, or one's equal or better. */
  | 'wrong-target'
  /** Another hand-over of the same owner counts. */
  | 'superseded'
  /** A removal, leave or demotion at the same time counts instead. */
  | 'outdone'
  /** The group was full. */
  | 'full'
  /** The group was dissolved before. */
  | 'dissolved';

/** Who is in a group, as the acts known here say. */
export interface Roster {
  readonly talk: SpaceId;
  readonly roster: SpaceId;
  /** False until the founding act is here; then everything below is empty. */
  readonly founded: boolean;
  readonly founder: AccountId | null;
  readonly foundedAt: number;
  readonly name: string;
  readonly description: string;
  readonly picture: Avatar;
  readonly policy: GroupPolicy;
  readonly owner: AccountId | null;
  readonly members: ReadonlyMap<AccountId, Member>;
  readonly former: ReadonlyMap<AccountId, FormerMember>;
  readonly dissolved: boolean;
  /** Every device a card in the roster log names, in acts that count and in others (GRP-9). */
  readonly devices: ReadonlyMap<DeviceId, AccountId>;
  /** Of devices whose account was ever out: what of the talk does not count. */
  readonly gaps: ReadonlyMap<DeviceId, readonly Gap[]>;
  /** The newest acts: what the next act says it has seen. At most MAX_SEEN. */
  readonly frontier: readonly EventId[];
  /** The acts that count, in the order of history. */
  readonly effective: ReadonlySet<EventId>;
  readonly void: ReadonlyMap<EventId, VoidReason>;
  /** Acts whose past is not all here yet. */
  readonly pending: readonly EventId[];
}
