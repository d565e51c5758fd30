import type { AccountId, SpaceId } from '@shared/ids.ts';
import { err, fail, ok } from '@shared/result.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type {
  Contact,
  ContactRequest,
  Invite,
  InvitePreview,
  Outcome,
  WorkspaceError,
} from '@services/workspace/workspace.ts';
import { fakeAccountId, fakeSpaceId } from './fakeIds.ts';
import type { FakeState, FakeStore } from './fakeStore.ts';

export interface FakeContactTools {
  readonly now: () => number;
  /** Runs an act, or fails as a test asked for. */
  readonly act: <T>(task: (state: FakeState) => T) => Outcome<T>;
}

const WEEK = 7 * 86_400_000;

/** Safety number of the demo: digits that depend on the account. */
export function fakeSafetyNumber(account: string): string {
  return Array.from({ length: 12 }, (_, index) => {
    const code = account.charCodeAt(index % account.length) * 7919 + index * 104_729;
    return String(code % 100_000).padStart(5, '0');
  }).join(' ');
}

/** The links the fake understands: `banyan://invite#<what>`. */
export const fakeInviteText = (what: string): string => `banyan://invite#${what}`;

const INVITE_FAILURES: Readonly<Record<string, WorkspaceError>> = {
  expired: { code: 'invite-expired', message: 'expired' },
  used: { code: 'invite-used', message: 'used' },
  own: { code: 'invite-own', message: 'own' },
  forged: { code: 'invite-forged', message: 'forged' },
  newer: { code: 'invite-newer-version', message: 'newer' },
  blocked: { code: 'invite-from-blocked', message: 'blocked' },
  short: { code: 'invite-malformed', message: 'short' },
};

export function contactActs(store: FakeStore, tools: FakeContactTools) {
  const preview = async (text: string): Outcome<InvitePreview> => {
    const [, what] = /#(.*)$/.exec(text.trim()) ?? [];
    if (!/^(banyan:\/\/invite|https:\/\/\S+\/invite)#/.test(text.trim()) || what === undefined) {
      return fail('invite-not-an-invite', 'not an invite');
    }
    const failure = INVITE_FAILURES[what];
    if (failure) return err(failure);
    const [, into] = /^group-(.+)$/.exec(what) ?? [];
    if (into !== undefined) return ok(groupPreview(into, tools.now()));
    const account = fakeAccountId(what);
    if (store.state.contacts.some((contact) => contact.account === account)) {
      return fail('invite-already-contact', 'already there');
    }
    return ok({
      account,
      name: decodeURIComponent(what),
      expiresAt: tools.now() + WEEK,
      safetyNumber: fakeSafetyNumber(account),
      group: null,
    });
  };
  return {
    ...ownActs(store, tools),
    ...inviteActs(store, tools),
    ...requestActs(store, tools),
    ...editActs(store, tools),
    previewInvite: preview,
    acceptInvite: async (text: string): Outcome<{ readonly account: AccountId; readonly group: SpaceId | null }> => {
      const seen = await preview(text);
      if (!seen.ok) return seen;
      const { account, name, group } = seen.value;
      if (group !== null) return tools.act(() => ({ account, group: group.space }));
      return tools.act(() => {
        addContact(store, { account, name, avatar: { kind: 'generated' } }, { state: 'requested', now: tools.now() });
        return { account, group: null };
      });
    },
  };
}

function groupPreview(name: string, now: number): InvitePreview {
  const account = fakeAccountId('leila');
  return {
    account,
    name: 'Leila Haddad',
    expiresAt: now + WEEK,
    safetyNumber: fakeSafetyNumber(account),
    group: { space: fakeSpaceId(`group ${name}`), name, size: 12 },
  };
}

interface Person {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
}

/** Adds a contact with an empty chat. */
export function addContact(
  store: FakeStore,
  person: Person,
  how: { readonly state: Contact['state']; readonly now: number },
): SpaceId {
  const space = fakeSpaceId(person.account);
  const contact: Contact = {
    ...person,
    space,
    ownName: person.name,
    remark: null,
    tags: [],
    state: how.state,
    request: how.state === 'requested' ? 'sending' : null,
    blocked: false,
    verifiedAt: null,
    addedAt: how.now,
    lastSeenAt: null,
  };
  store.change((state) => {
    state.contacts = [...state.contacts.filter((one) => one.account !== person.account), contact];
    state.chats.set(space, {
      space,
      account: person.account,
      messages: [],
      hidden: new Set(),
      readAt: 0,
      draft: '',
      createdAt: how.now,
    });
  });
  return space;
}

function ownActs(store: FakeStore, tools: FakeContactTools) {
  return {
    ownProfile: () => store.query((state) => state.own),
    updateProfile: (profile: { readonly name: string; readonly avatar: Avatar }) =>
      tools.act(() => store.change((state) => (state.own = { ...state.own, profile }))),
    recoveryPhrase: async (): Outcome<readonly string[]> =>
      store.state.phrase === null ? fail('phrase-missing', 'forgotten') : ok(store.state.phrase),
    checkRecoveryPhrase: async (words: string): Outcome => {
      const typed = words.trim().toLowerCase().split(/\s+/).join(' ');
      if (store.state.phrase !== null && typed !== store.state.phrase.join(' ')) return fail('phrase-wrong', 'wrong');
      return tools.act(() =>
        store.change((state) => {
          state.phrase = null;
          state.own = { ...state.own, phraseChecked: true };
        }),
      );
    },
  };
}

function inviteActs(store: FakeStore, tools: FakeContactTools) {
  let count = 0;
  return {
    invites: () => store.query((state) => state.invites),
    createInvite: (lifetime = WEEK): Outcome<Invite> =>
      tools.act(() => {
        count += 1;
        const payload = `${fakeAccountId(`invite ${count}`)}${fakeAccountId(`token ${count}`)}`.repeat(3);
        const invite: Invite = {
          id: `invite-${count}`,
          link: `banyan://invite#${payload}`,
          webLink: `https://banyan.example/invite#${payload}`,
          state: 'open',
          createdAt: tools.now(),
          expiresAt: tools.now() + lifetime,
        };
        store.change((state) => (state.invites = [invite, ...state.invites]));
        return invite;
      }),
    revokeInvite: (id: string) =>
      tools.act(() =>
        store.change((state) => {
          state.invites = state.invites.map((one) => (one.id === id ? { ...one, state: 'revoked' as const } : one));
        }),
      ),
  };
}

function requestActs(store: FakeStore, tools: FakeContactTools) {
  const drop = (account: AccountId) =>
    store.change((state) => (state.requests = state.requests.filter((one) => one.account !== account)));
  return {
    requests: () => store.query((state): readonly ContactRequest[] => state.requests),
    acceptRequest: async (account: AccountId): Outcome<{ readonly space: SpaceId }> => {
      const request = store.state.requests.find((one) => one.account === account);
      if (!request) return fail('contact-missing', 'no such request');
      return tools.act(() => {
        drop(account);
        const { name, avatar } = request;
        return { space: addContact(store, { account, name, avatar }, { state: 'accepted', now: tools.now() }) };
      });
    },
    declineRequest: (account: AccountId) => tools.act(() => drop(account)),
    blockRequest: (account: AccountId) => tools.act(() => drop(account)),
  };
}

function editActs(store: FakeStore, tools: FakeContactTools) {
  const edit = (account: AccountId, change: (contact: Contact) => Partial<Contact>): Outcome =>
    tools.act(() =>
      store.change((state) => {
        state.contacts = state.contacts.map((one) => (one.account === account ? { ...one, ...change(one) } : one));
      }),
    );
  return {
    contacts: () => store.query((state) => state.contacts),
    contact: (account: AccountId) =>
      store.query((state) => state.contacts.find((one) => one.account === account) ?? null),
    safetyNumber: (account: AccountId) => tools.act(() => fakeSafetyNumber(account)),
    setVerified: (account: AccountId, verified: boolean) =>
      edit(account, () => ({ verifiedAt: verified ? tools.now() : null })),
    setRemark: (account: AccountId, remark: string) =>
      edit(account, (one) => {
        const clean = remark.trim();
        return { remark: clean === '' ? null : clean, name: clean === '' ? one.ownName : clean };
      }),
    setTags: (account: AccountId, tags: readonly string[]) => edit(account, () => ({ tags })),
    setBlocked: (account: AccountId, blocked: boolean) => edit(account, () => ({ blocked })),
    deleteContact: (account: AccountId) =>
      tools.act(() =>
        store.change((state) => {
          const gone = state.contacts.find((one) => one.account === account);
          state.contacts = state.contacts.filter((one) => one.account !== account);
          if (gone) state.chats.delete(gone.space);
        }),
      ),
  };
}
