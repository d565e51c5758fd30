import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import type {
  Group,
  GroupInvite,
  GroupMember,
  GroupRights,
  GroupRole,
  GroupWorkspace,
} from '@services/workspace/groupWorkspace.ts';
import type { Conversation, Message, Outcome } from '@services/workspace/workspace.ts';
import type { FakeContactTools } from './fakeContacts.ts';
import { fakeAccountId, fakeEventId, fakeSpaceId } from './fakeIds.ts';
import type { FakeChat, FakeState, FakeStore } from './fakeStore.ts';

/** What a test says of a group; the rest is as in a new one. */
export interface FakeGroup extends Partial<Omit<Group, 'members' | 'role' | 'rights' | 'space'>> {
  readonly key: string;
  readonly role?: GroupRole;
  readonly members?: readonly GroupMember[];
}

const NO_RIGHTS: GroupRights = {
  post: false,
  invite: false,
  pin: false,
  change: false,
  setRoles: false,
  handOver: false,
  dissolve: false,
  remove: new Set(),
};

function rightsOf(role: GroupRole | null, { post, invite, pin }: Group['policy'], members: readonly GroupMember[]) {
  if (role === null) return NO_RIGHTS;
  const isOver = role !== 'member';
  const isOwner = role === 'owner';
  const below = members.filter((one) => !one.isSelf && (isOwner || (isOver && one.role === 'member')));
  return {
    post: isOver || post === 'members',
    invite: isOver || invite === 'members',
    pin: isOver || pin === 'members',
    change: isOver,
    setRoles: isOwner,
    handOver: isOwner,
    dissolve: isOwner,
    remove: new Set(below.map(({ account }) => account)),
  };
}

/** A member by their key among the fake's people. */
export function fakeMember(key: string, more: Partial<GroupMember> = {}): GroupMember {
  return {
    account: fakeAccountId(key),
    name: key,
    avatar: { kind: 'generated' },
    role: 'member',
    isSelf: false,
    isContact: true,
    addedAt: 1,
    addedBy: 'Mira Sandhu',
    ...more,
  };
}

/** Puts a group with its chat into the fake. */
export function addGroup(store: FakeStore, { key, role = 'member', ...said }: FakeGroup): SpaceId {
  const space = fakeSpaceId(`group ${key}`);
  const { own } = store.state;
  const state = said.state ?? 'active';
  const self = fakeMember('own', { account: own.account, name: own.profile.name, isSelf: true, role, addedBy: null });
  const others = said.members ?? [];
  const members = state === 'active' ? [self, ...others] : others;
  const policy = said.policy ?? DEFAULT_POLICY;
  const group: Group = {
    space,
    name: key,
    description: '',
    picture: { kind: 'generated' },
    request: null,
    former: [],
    pinned: [],
    createdAt: 1,
    founder: own.account,
    ...said,
    policy,
    state,
    members,
    role: state === 'active' ? role : null,
    rights: rightsOf(state === 'active' ? role : null, policy, members),
  };
  store.change((all) => {
    all.groups.set(space, group);
    all.chats.set(space, {
      space,
      account: group.founder,
      messages: [],
      hidden: new Set(),
      readAt: 0,
      draft: '',
      createdAt: group.createdAt,
    });
  });
  return space;
}

/** Something said or done in a group of the fake. */
export function groupMessage(
  space: SpaceId,
  message: Pick<Message, 'author' | 'body' | 'own'> & { at: number },
): Message {
  return {
    ...message,
    id: fakeEventId(`${space} ${message.at}`),
    state: message.own ? 'sent' : 'received',
    error: null,
  };
}

/** The row of a group in the list. */
export function groupRow(group: Group, chat: FakeChat, preferences: ChatPreferences): Conversation {
  const last = chat.messages.findLast((message) => !chat.hidden.has(message.id)) ?? null;
  const author = last === null || last.own ? undefined : personOf(group, last.author);
  return {
    space: chat.space,
    kind: 'group',
    account: group.founder,
    name: group.name,
    avatar: group.picture,
    blocked: false,
    contactState: 'accepted',
    groupState: group.state,
    lastAuthor: author?.name ?? null,
    last,
    activeAt: last?.at ?? chat.createdAt,
    unread: 0,
    draft: chat.draft,
    preferences,
    tags: [],
  };
}

function personOf(group: Group, account: AccountId) {
  return [...group.former, ...group.members].find((one) => one.account === account);
}

/** Groups with the behaviour of the real ones towards screens. */
export function createFakeGroups(store: FakeStore, tools: FakeContactTools): GroupWorkspace {
  let count = 0;
  const edit = (space: SpaceId, change: (group: Group) => Partial<Group>): Outcome =>
    tools.act((state) => store.change(() => editGroup(state, space, change)));
  const members = (space: SpaceId, change: (all: readonly GroupMember[]) => readonly GroupMember[]) =>
    edit(space, (group) => ({ members: change(group.members) }));
  return {
    ...inviteActs(store, tools),
    group: (space) => store.query((state) => state.groups.get(space) ?? null),
    createGroup: async (wanted) => {
      if (wanted.name.trim() === '') return fail('name-empty', 'no name');
      return tools.act((state) => {
        count += 1;
        const people = wanted.members.map((account) => memberOf(state, account));
        const space = addGroup(store, { ...wanted, key: `new ${count}`, role: 'owner', members: people });
        return { space };
      });
    },
    changeGroup: (space, change) => edit(space, () => change),
    addMembers: (space, accounts) =>
      members(space, (all) => [...all, ...accounts.map((account) => memberOf(store.state, account))]),
    removeMember: (space, account) => members(space, (all) => all.filter((one) => one.account !== account)),
    setRole: (space, account, role) =>
      members(space, (all) => all.map((one) => (one.account === account ? { ...one, role } : one))),
    handOverGroup: (space, account) =>
      edit(space, ({ members: all }) => ({
        role: 'admin',
        rights: { ...NO_RIGHTS, post: true, change: true },
        members: all.map((one) => ({
          ...one,
          role: one.account === account ? 'owner' : one.isSelf ? 'admin' : one.role,
        })),
      })),
    leaveGroup: (space) => edit(space, () => ({ state: 'left', role: null, rights: NO_RIGHTS })),
    dissolveGroup: (space) => edit(space, () => ({ state: 'dissolved', rights: NO_RIGHTS })),
    deleteGroup: (space) =>
      tools.act(() =>
        store.change((state) => {
          state.groups.delete(space);
          state.chats.delete(space);
        }),
      ),
    pinMessage: (space, id, pinned) =>
      edit(space, ({ pinned: before }) => {
        const rest = before.filter((one) => one !== id);
        return { pinned: pinned ? [id as Group['pinned'][number], ...rest] : rest };
      }),
  };
}

function editGroup(state: FakeState, space: SpaceId, change: (group: Group) => Partial<Group>): void {
  const group = state.groups.get(space);
  if (group) state.groups.set(space, { ...group, ...change(group) });
}

function memberOf(state: FakeState, account: AccountId): GroupMember {
  const contact = state.contacts.find((one) => one.account === account);
  return fakeMember('someone', { account, name: contact?.name ?? 'someone' });
}

function inviteActs(store: FakeStore, tools: FakeContactTools) {
  let count = 0;
  return {
    groupInvites: (space: SpaceId) => store.query((state) => state.groupInvites.get(space) ?? []),
    createGroupInvite: async (
      space: SpaceId,
      { lifetime, limit }: { readonly lifetime: number; readonly limit: number | null },
    ): Outcome<GroupInvite> => {
      count += 1;
      const invite: GroupInvite = {
        id: `group-invite-${count}`,
        link: `banyan://invite#group-${count}`,
        webLink: `https://banyan.example/invite#group-${count}`,
        state: 'open',
        limit,
        uses: 0,
        createdAt: tools.now(),
        expiresAt: tools.now() + lifetime,
      };
      const made = await tools.act((state) =>
        store.change(() => state.groupInvites.set(space, [invite, ...(state.groupInvites.get(space) ?? [])])),
      );
      return made.ok ? ok(invite) : made;
    },
    revokeGroupInvite: (space: SpaceId, id: string): Outcome =>
      tools.act((state) =>
        store.change(() => {
          const all = state.groupInvites.get(space) ?? [];
          state.groupInvites.set(
            space,
            all.map((one) => (one.id === id ? { ...one, state: 'revoked' as const } : one)),
          );
        }),
      ),
  };
}
