import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import { eventIdSchema } from '@shared/schemas.ts';
import { PIN_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { mayDo } from '@domain/group/rights.ts';
import { MAX_MEMBERS } from '@domain/group/roster.ts';
import { GROUP_NONCE_LENGTH, groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import { authorFailure, outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { NewGroup } from '../workspace/groupWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import { addition } from './addition.ts';
import type { GroupBook } from './groupBook.ts';
import { checkTexts } from './groupTexts.ts';
import { EMPTY_SEED, type KnownGroup } from './knownGroup.ts';
import type { RosterAuthor } from './rosterAuthor.ts';

/** What the acts about groups work with. */
export interface GroupActParts {
  readonly self: AccountId;
  readonly ownCard: () => Uint8Array;
  readonly store: DocumentStore;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly author: RosterAuthor;
  readonly replicator: Replicator;
  readonly random: Random;
  readonly clock: Clock;
}

/** The acts about groups but for their invites. */
export type GroupActs = Pick<
  Acts,
  | 'createGroup'
  | 'changeGroup'
  | 'addMembers'
  | 'removeMember'
  | 'setRole'
  | 'handOverGroup'
  | 'leaveGroup'
  | 'dissolveGroup'
  | 'deleteGroup'
  | 'pinMessage'
>;

/** What a person does in and about groups (GRS-11). */
export function createGroupActs(parts: GroupActParts): GroupActs {
  const { author, groups } = parts;
  return {
    createGroup: (group) => createGroup(parts, group),
    changeGroup: async (space, change) => {
      const clean = checkTexts(change);
      if (!clean.ok) return clean;
      if (Object.keys(clean.value).length === 0) return ok();
      const deed = { kind: 'group.changed' as const, ...clean.value };
      return done(await author.act(space, { kind: 'change' }, async () => ok(deed)));
    },
    addMembers: (space, accounts) => addMembers(parts, space, accounts),
    removeMember: async (space, account) =>
      done(
        await author.act(space, { kind: 'remove', target: account }, async (group) => {
          const cuts = await author.cutsOf(group, account);
          return cuts.ok ? ok({ kind: 'group.removed', account, cuts: cuts.value }) : cuts;
        }),
      ),
    setRole: (space, account, role) => setRole(parts, { space, account, role }),
    handOverGroup: async (space, account) =>
      done(
        await author.act(space, { kind: 'hand-over-to', target: account }, async ({ roster }) => {
          const card = roster.members.get(account)?.card.packed;
          return card === undefined
            ? fail('member-missing', 'no such member')
            : ok({ kind: 'group.handed-over', account, card });
        }),
      ),
    leaveGroup: async (space) =>
      done(
        await author.act(space, { kind: 'leave' }, async (group) => {
          const cuts = await author.cutsOf(group, parts.self);
          return cuts.ok ? ok({ kind: 'group.left', cuts: cuts.value }) : cuts;
        }),
      ),
    dissolveGroup: async (space) =>
      done(await author.act(space, { kind: 'dissolve' }, async () => ok({ kind: 'group.dissolved' }))),
    deleteGroup: async (space) => {
      if (groups.get(space)?.record.state === 'active') return fail('group-not-allowed', 'leave it first');
      return outcomeOf(await groups.remove(space));
    },
    pinMessage: (space, id, pinned) => pinMessage(parts, { space, id, pinned }),
  };
}

function done(result: Result<unknown, WorkspaceError>): Result<void, WorkspaceError> {
  return result.ok ? ok() : result;
}

async function createGroup(parts: GroupActParts, wanted: NewGroup): Outcome<{ readonly space: SpaceId }> {
  const { groups, author, ownCard } = parts;
  const clean = checkTexts(wanted);
  if (!clean.ok) return clean;
  if (wanted.members.length >= MAX_MEMBERS) return fail('group-full', `${wanted.members.length} members`);
  const people = addable(parts, wanted.members);
  if (!people.ok) return people;
  const { picture, policy } = wanted;
  const texts = { picture, policy, name: '', description: '', ...clean.value };
  const opened = await openNew(parts, texts);
  if (!opened.ok) return opened;
  const { nonce, space } = opened.value.record;
  const founded = await author.found(opened.value, { kind: 'group.founded', nonce, ...texts, card: ownCard() });
  if (!founded.ok) {
    await groups.remove(space);
    return founded;
  }
  const invited = await addMembers(parts, space, wanted.members);
  return invited.ok ? ok({ space }) : invited;
}

/** Keeps a group of our own that has no roster yet. */
async function openNew(
  { self, groups, random, clock }: GroupActParts,
  { name, picture }: Pick<NewGroup, 'name' | 'picture'>,
): Promise<Result<KnownGroup, WorkspaceError>> {
  const nonce = random.bytes(GROUP_NONCE_LENGTH);
  const space = groupSpace(self, nonce);
  const group = { space, roster: rosterSpace(space), founder: self, nonce, name, picture };
  const record = { ...group, state: 'active' as const, welcomedBy: null, joinedAt: clock.now() };
  const added = await groups.add(record, EMPTY_SEED);
  if (!added.ok) return { ok: false, error: storeFailure(added.error) };
  const known = groups.get(space);
  return known === null ? fail('internal', 'not kept') : ok(known);
}

async function addMembers(parts: GroupActParts, space: SpaceId, accounts: readonly AccountId[]): Outcome {
  const { author } = parts;
  const people = addable(parts, accounts);
  if (!people.ok) return people;
  for (const person of people.value) {
    const added = await author.act(space, { kind: 'invite' }, (group) => addition(author, group, person));
    if (!added.ok) return added;
  }
  return ok();
}

/** The contacts of these accounts, if every one of them can be added. */
function addable(
  { contacts }: Pick<GroupActParts, 'contacts'>,
  accounts: readonly AccountId[],
): Result<readonly ContactRecord[], WorkspaceError> {
  const people: ContactRecord[] = [];
  for (const account of accounts) {
    const person = contacts.get(account)?.record;
    if (person === undefined) return fail('contact-missing', 'no such contact');
    if (person.blocked) return fail('contact-blocked', 'the contact is blocked');
    if (person.state !== 'accepted' || person.card.length === 0)
      return fail('contact-not-accepted', 'they have not answered yet');
    people.push(person);
  }
  return ok(people);
}

async function setRole(
  { author }: GroupActParts,
  { space, account, role }: { space: SpaceId; account: AccountId; role: 'admin' | 'member' },
): Outcome {
  const action = { kind: role === 'admin' ? ('promote' as const) : ('demote' as const), target: account };
  return done(
    await author.act(space, action, async (group) => {
      // Who loses a right keeps their words; what they did with the right beyond this does not count.
      const cuts = role === 'member' ? await author.cutsOf(group, account) : ok([]);
      return cuts.ok ? ok({ kind: 'group.role', account, role, cuts: cuts.value }) : cuts;
    }),
  );
}

async function pinMessage(
  { author, self, replicator }: GroupActParts,
  { space, id, pinned }: { space: SpaceId; id: string; pinned: boolean },
): Outcome {
  const event = v.safeParse(eventIdSchema, id);
  const group = author.open(space);
  if (!event.success) return fail('internal', 'not a message id');
  if (!group.ok) return group;
  if (!mayDo(group.value.roster, self, { kind: 'pin' })) return fail('group-not-allowed', 'pin');
  const made = await replicator.author(space, PIN_KIND, { message: idBytes(event.output), pinned });
  return made.ok ? ok() : { ok: false, error: authorFailure(made.error, 'internal') };
}
