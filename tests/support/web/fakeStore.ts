import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Folder } from '@domain/preference/folders.ts';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { Wallpaper } from '@domain/preference/wallpaper.ts';
import { defaultSettings, type Settings } from '@domain/settings/settings.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import type { Group, GroupInvite } from '@services/workspace/groupWorkspace.ts';
import type { Contact, ContactRequest, Invite, LogLine, Message, OwnProfile } from '@services/workspace/workspace.ts';

/** A chat as the fake keeps it: messages in order, oldest first. */
export interface FakeChat {
  readonly space: SpaceId;
  readonly account: AccountId;
  messages: readonly Message[];
  hidden: ReadonlySet<string>;
  readAt: number;
  draft: string;
  readonly createdAt: number;
}

/** Everything the fake knows. Change it through {@link FakeStore.change}. */
export interface FakeState {
  own: OwnProfile;
  settings: Settings;
  contacts: readonly Contact[];
  requests: readonly ContactRequest[];
  invites: readonly Invite[];
  readonly chats: Map<SpaceId, FakeChat>;
  readonly groups: Map<SpaceId, Group>;
  readonly groupInvites: Map<SpaceId, readonly GroupInvite[]>;
  readonly preferences: Map<SpaceId, ChatPreferences>;
  folders: readonly Folder[];
  stickers: readonly KeptSticker[];
  wallpaper: Wallpaper;
  phrase: readonly string[] | null;
  lastErrors: readonly LogLine[];
}

export interface FakeStore {
  readonly state: FakeState;
  /** Runs a change, then tells all who follow. */
  readonly change: (change: (state: FakeState) => void) => void;
  readonly onChange: (listener: () => void) => () => void;
  /** A live query over the state: first answer after a microtask, then after each change. */
  readonly query: <T>(read: (state: FakeState) => T) => LiveQuery<T>;
  /** Makes every query answer `failed` from now on (null: no longer). */
  readonly breakQueries: (message: string | null) => void;
}

export function createFakeStore(state: FakeState): FakeStore {
  const listeners = new Set<() => void>();
  let broken: string | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    state,
    onChange,
    change: (change) => {
      change(state);
      tell();
    },
    breakQueries: (message) => {
      broken = message;
      tell();
    },
    query: (read) => ({
      subscribe: (listener) => {
        let isOn = true;
        const answer = (): QueryState<ReturnType<typeof read>> =>
          broken === null
            ? { status: 'ready', value: read(state) }
            : { status: 'failed', error: { code: 'storage-failed', message: broken } };
        const emit = () => {
          if (isOn) listener(answer());
        };
        queueMicrotask(emit);
        const off = onChange(emit);
        return () => {
          isOn = false;
          off();
        };
      },
    }),
  };
}

export function emptyState(own: OwnProfile): FakeState {
  return {
    own,
    settings: defaultSettings,
    contacts: [],
    requests: [],
    invites: [],
    chats: new Map(),
    groups: new Map(),
    groupInvites: new Map(),
    preferences: new Map(),
    folders: [],
    stickers: [],
    wallpaper: { kind: 'none' },
    phrase: 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' '),
    lastErrors: [],
  };
}
