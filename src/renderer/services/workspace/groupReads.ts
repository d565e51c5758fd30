import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type PinRecord, standingPins } from '@domain/chat/marks.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import { mightAt } from '../groups/groupRules.ts';
import { type GroupView, groupViewSchema, viewName } from '../groups/groupView.ts';
import type { Group, GroupMember, GroupRole } from './groupWorkspace.ts';
import { combineQueries } from './liveQueries.ts';

const RANK: Record<GroupRole, number> = { owner: 0, admin: 1, member: 2 };

/** What reading groups works with. */
export interface GroupReadParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId };
}

/** A group as shown, live: from what the engine wrote of it, the contacts and the pins. */
export function watchGroup({ store, self }: GroupReadParts, space: SpaceId): LiveQuery<Group | null> {
  const stored = combineQueries(store.groups.watch(space), store.values.watch(viewName(space)), (record, value) => ({
    record,
    view: readView(value),
  }));
  const around = combineQueries(store.contacts.watchAll(), store.watchPins(space), (contacts, pins) => ({
    contacts: new Map(contacts.map((contact) => [contact.account, contact])),
    pins,
  }));
  const joined = combineQueries(stored, around, ({ record, view }, { contacts, pins }) => ({
    isAwaited: record !== null && view === null,
    group: record === null || view === null ? null : groupOf({ record, view, contacts, pins, self: self.account }),
  }));
  return {
    subscribe: (listener) =>
      joined.subscribe((state) => {
        if (state.status !== 'ready') listener(state);
        // The engine writes the view a moment after the group itself.
        else if (state.value.isAwaited) listener({ status: 'loading' });
        else listener({ status: 'ready', value: state.value.group });
      }),
  };
}

interface GroupSources {
  readonly record: GroupRecord;
  readonly view: GroupView;
  readonly contacts: ReadonlyMap<AccountId, ContactRecord>;
  readonly pins: readonly PinRecord[];
  readonly self: AccountId;
}

function groupOf(sources: GroupSources): Group {
  const { record, view } = sources;
  const { space, name, picture, state, founder } = record;
  const members = membersOf(sources);
  return {
    space,
    name,
    picture,
    state,
    founder,
    description: view.description,
    policy: view.policy,
    request: view.request,
    role: members.find(({ isSelf }) => isSelf)?.role ?? null,
    members,
    former: view.former.map((person) => ({ ...person, ...shownAs(sources.contacts, person) })),
    rights: { ...view.rights, remove: new Set(view.rights.remove) },
    pinned: pinnedOf(sources),
    createdAt: view.createdAt,
  };
}

function membersOf({ view, contacts, self }: GroupSources): readonly GroupMember[] {
  const names = new Map(
    [...view.former, ...view.members].map((person) => [person.account, shownAs(contacts, person).name]),
  );
  return view.members
    .map(({ account, name, avatar, role, addedAt, addedBy }) => ({
      account,
      ...shownAs(contacts, { account, name, avatar }),
      role,
      isSelf: account === self,
      isContact: contacts.get(account)?.state === 'accepted',
      addedAt,
      addedBy: addedBy === null ? null : (names.get(addedBy) ?? null),
    }))
    .toSorted((a, b) => RANK[a.role] - RANK[b.role] || a.name.localeCompare(b.name));
}

/** A contact goes by what is known of them here; anyone else by the card of the roster. */
function shownAs(
  contacts: ReadonlyMap<AccountId, ContactRecord>,
  person: Pick<GroupMember, 'account' | 'name' | 'avatar'>,
): Pick<GroupMember, 'name' | 'avatar'> {
  const contact = contacts.get(person.account);
  if (contact?.state !== 'accepted') return { name: contact?.remark ?? person.name, avatar: person.avatar };
  return { name: contact.remark ?? contact.profile.name, avatar: contact.profile.avatar };
}

/** Pins of who might pin when they did, newest first. */
function pinnedOf({ pins, view }: GroupSources): Group['pinned'] {
  return standingPins(pins.filter(({ by, at }) => mightAt(view.rules, 'pin', { account: by, at }))).map(
    ({ message }) => message,
  );
}

function readView(stored: NamedValue | null): GroupView | null {
  const parsed = v.safeParse(groupViewSchema, stored?.value);
  return parsed.success ? parsed.output : null;
}
