import { type Folder, isInFolder } from '@domain/preference/folders.ts';
import { arranged, isMuted } from '@domain/preference/preferences.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import type { ListedChat } from './listedChat.ts';

/** Which chats the list shows: all but the archived ones, those, or what is in a folder, by its id. */
export type ChatView =
  | { readonly kind: 'all' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'folder'; readonly id: string };

/** What the list shows at first. */
export const ALL_CHATS: ChatView = { kind: 'all' };

/** Whether something of a chat waits to be read, or was marked so. In an imported one nothing ever does. */
export function isUnread(chat: ListedChat): boolean {
  return chat.kind !== 'imported' && (chat.unread > 0 || chat.preferences.markedUnread);
}

/** Whether a folder shows a chat; what is archived is in none, and what was imported where it was put by hand. */
export function isShownIn(folder: Folder, conversation: ListedChat, now: number): boolean {
  if (conversation.kind === 'imported')
    return !conversation.preferences.archived && folder.chosen.includes(conversation.space);
  const { space, kind, tags, preferences } = conversation;
  const chat = { space, kind, tags, isMuted: isMuted(preferences, now), isUnread: isUnread(conversation) };
  return !preferences.archived && isInFolder(folder, chat);
}

/** The chats of a view in their order: pinned ones on top, but for the archive. A folder that is gone shows all. */
export function chatsIn(
  view: ChatView,
  conversations: readonly ListedChat[],
  { folders, now }: { readonly folders: readonly Folder[]; readonly now: number },
): readonly ListedChat[] {
  if (view.kind === 'archived') return conversations.filter(({ preferences }) => preferences.archived);
  const folder = view.kind === 'folder' ? folders.find(({ id }) => id === view.id) : undefined;
  const shown = conversations.filter((conversation) =>
    folder === undefined ? !conversation.preferences.archived : isShownIn(folder, conversation, now),
  );
  return arranged(shown);
}

/** The pinned chats of some, in their order. */
export function pinnedIn(chats: readonly ListedChat[]): readonly ListedChat['space'][] {
  return arranged(chats).flatMap(({ space, preferences }) => (preferences.pinned === null ? [] : [space]));
}

/** Pinned chats: every one, and those of what the list shows now. Both in their order. */
export interface Pins {
  readonly all: readonly ListedChat['space'][];
  readonly shown: readonly ListedChat['space'][];
}

/** How many chats of a folder have something unread. */
export function unreadIn(folder: Folder, conversations: readonly ListedChat[], now: number): number {
  return conversations.filter((conversation) => isUnread(conversation) && isShownIn(folder, conversation, now)).length;
}

/** The pinned chats after one was moved to where another is. */
export function movedPin(
  pinned: readonly Conversation['space'][],
  moved: Conversation['space'],
  target: Conversation['space'],
): readonly Conversation['space'][] {
  const [from, to] = [pinned.indexOf(moved), pinned.indexOf(target)];
  if (from === -1 || to === -1 || from === to) return pinned;
  const without = pinned.filter((space) => space !== moved);
  return without.toSpliced(to, 0, moved);
}
