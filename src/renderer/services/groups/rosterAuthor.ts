import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import {
  type Cut,
  type Floor,
  MAX_FLOORS,
  MAX_SEEN,
  type RosterBody,
  type UnknownBody,
  encodeRosterBody,
  fittingCuts,
  parseRosterBody,
} from '@domain/group/body.ts';
import { type GroupAction, mayDo } from '@domain/group/rights.ts';
import type { ChainEnd } from '@domain/group/roster.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { ChainHead, DocumentStore } from '@ports/documentStore.ts';
import type { AuthorError } from '../replication/failures.ts';
import type { Replicator } from '../replication/replicator.ts';
import { Turn } from '../turn.ts';
import { authorFailure, storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { floorsOf } from './floors.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';

/** What doing something in a group works with. */
export interface RosterAuthorParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
}

/** A body without what its author fills in. */
type Deed =
  Exclude<RosterBody, UnknownBody> extends infer Body ? (Body extends RosterBody ? Omit<Body, 'seen'> : never) : never;

/** Does one thing after another in groups: checks the right, names what was seen, makes the event, waits for the roster (GRS-11). */
export class RosterAuthor {
  private readonly turn = new Turn();
  private readonly parts: RosterAuthorParts;

  constructor(parts: RosterAuthorParts) {
    this.parts = parts;
  }

  /** Does something if one may. `deed` is made when its turn has come, from the group as it then is; null does nothing. */
  act(
    space: SpaceId,
    action: GroupAction,
    deed: (group: KnownGroup) => Promise<Result<Deed | null, WorkspaceError>>,
  ): Promise<Result<AdmittedEvent | null, WorkspaceError>> {
    return this.turn.take(async () => {
      await this.parts.groups.settled();
      const group = this.open(space);
      if (!group.ok) return group;
      if (!mayDo(group.value.roster, this.parts.self, action)) return this.refusal(group.value, action);
      const made = await deed(group.value);
      if (!made.ok) return made;
      return made.value === null ? ok(null) : this.write(group.value, made.value);
    });
  }

  /** The first event of a group. */
  found(group: KnownGroup, deed: Deed): Promise<Result<AdmittedEvent, WorkspaceError>> {
    return this.turn.take(() => this.write(group, deed));
  }

  /** Puts the own card into the roster again, if it is still wanted when its turn has come: members may always (GRP-20). */
  renewCard(space: SpaceId, card: Uint8Array, isWanted: (group: KnownGroup) => boolean): Promise<void> {
    return this.turn.take(async () => {
      await this.parts.groups.settled();
      const group = this.open(space);
      if (group.ok && isWanted(group.value))
        await this.write(group.value, { kind: 'group.added', card, via: null, floors: [] });
    });
  }

  /** Says what was seen of chains that part (GRS-18), if it is still to be said when its turn has come. */
  witness(space: SpaceId, isWanted: (group: KnownGroup) => boolean): Promise<void> {
    return this.turn.take(async () => {
      await this.parts.groups.settled();
      const group = this.open(space);
      if (group.ok && isWanted(group.value)) await this.write(group.value, { kind: 'group.witnessed' });
    });
  }

  /** A group one is in now, with its roster. */
  open(space: SpaceId): Result<KnownGroup, WorkspaceError> {
    const group = this.parts.groups.get(space);
    if (group === null) return fail('group-missing', 'no such group');
    if (group.record.state === 'joining') return fail('group-joining', 'the roster has not come');
    if (group.record.state !== 'active') return fail('group-ended', group.record.state);
    return ok(group);
  }

  /** Where the chains of an account stand here: what lies beyond will not count. */
  async cutsOf(
    { record, roster: { devices } }: KnownGroup,
    account: AccountId,
  ): Promise<Result<Cut[], WorkspaceError>> {
    const { store } = this.parts;
    // All chains at once, for anybody can name any number of devices (GRP-26), and most of them wrote nothing.
    const [inRoster, inTalk] = await Promise.all([store.chainHeads(record.roster), store.chainHeads(record.space)]);
    if (!inRoster.ok) return { ok: false, error: storeFailure(inRoster.error) };
    if (!inTalk.ok) return { ok: false, error: storeFailure(inTalk.error) };
    const [rosters, talks] = [endsOf(inRoster.value), endsOf(inTalk.value)];
    const held = [...new Set([...rosters.keys(), ...talks.keys()])].filter((device) => devices.get(device) === account);
    const cuts = held.map((device): Cut => {
      const [roster, talk] = [rosters.get(device) ?? NOTHING, talks.get(device) ?? NOTHING];
      return { device, rosterSeq: roster.seq, talkSeq: talk.seq, talkId: talk.id, rosterId: roster.id };
    });
    return ok(fittingCuts(cuts));
  }

  /** What of the talk a new member is not given (GRP-5). */
  async floorsFor({ record, roster }: KnownGroup): Promise<Result<Floor[], WorkspaceError>> {
    const floors = await floorsOf(this.parts.store, record.space, roster.policy.history);
    if (!floors.ok) return { ok: false, error: storeFailure(floors.error) };
    // With fewer rows somebody would be given what the policy withholds.
    if (floors.value.length > MAX_FLOORS) return fail('group-past-too-wide', `${floors.value.length} chains`);
    return floors;
  }

  private async write(group: KnownGroup, deed: Deed): Promise<Result<AdmittedEvent, WorkspaceError>> {
    const { replicator, groups } = this.parts;
    const unseen = deed.kind === 'group.witnessed' ? group.unseen : [];
    const seen = [...unseen, ...group.roster.frontier].slice(0, MAX_SEEN);
    const body = { ...deed, seen } as Exclude<RosterBody, UnknownBody>;
    const wire = encodeRosterBody(body);
    // What nobody could read would be kept by everybody and count for nothing, while we said that it was done.
    const legible = parseRosterBody(body.kind, wire);
    if (!legible.ok) return fail('internal', legible.error.message);
    const event = await replicator.author(group.record.roster, body.kind, wire);
    if (!event.ok) return { ok: false, error: whyNot(event.error) };
    await groups.settled();
    return event;
  }

  private refusal({ roster }: KnownGroup, action: GroupAction): Result<never, WorkspaceError> {
    if ('target' in action && !roster.members.has(action.target)) return fail('member-missing', 'no such member');
    if (action.kind === 'leave' && roster.owner === this.parts.self)
      return fail('group-owner-stays', 'owners hand over');
    return fail('group-not-allowed', action.kind);
  }
}

/** Who is in the group and makes no act any more has made too many (GRP-31). */
function whyNot(error: AuthorError): WorkspaceError {
  if (error.code === 'chain-ended') return { code: 'group-acts-full', message: error.message };
  return authorFailure(error, 'internal');
}

/** Where a chain stands that is not held: before its first place. */
const NOTHING: ChainEnd = { seq: -1, id: null };

/** Where each chain stands that is held. */
function endsOf(heads: readonly ChainHead[]): ReadonlyMap<DeviceId, ChainEnd> {
  return new Map(heads.map((head) => [head.device, head]));
}
