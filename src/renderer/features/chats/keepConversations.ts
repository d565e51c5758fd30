import type { ChatPreferences } from '@domain/preference/preferences.ts';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import type { ListedChat } from './list/listedChat.ts';

type Avatar = Conversation['avatar'];

function isSameAvatar(left: Avatar, right: Avatar): boolean {
  if (left === right) return true;
  if (left.kind !== 'picture' || right.kind !== 'picture') return left.kind === right.kind;
  const { bytes } = right;
  return (
    left.bytes === bytes || (left.bytes.length === bytes.length && left.bytes.every((byte, i) => byte === bytes[i]))
  );
}

/** Of words, numbers and what is made of them. What was said last is compared whole: it is edited, recalled and comes to light under the same id. */
function isSameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const [fields, others] = [Object.entries(left), new Map<string, unknown>(Object.entries(right))];
  return (
    fields.length === others.size &&
    fields.every(([name, value]) => others.has(name) && isSameData(value, others.get(name)))
  );
}

const CHOICES = ['pinned', 'mutedUntil', 'archived', 'markedUnread', 'notify'] as const;

function isSamePreferences(left: ChatPreferences, right: ChatPreferences): boolean {
  if (left === right) return true;
  return (
    CHOICES.every((choice) => left[choice] === right[choice]) &&
    JSON.stringify(left.wallpaper) === JSON.stringify(right.wallpaper)
  );
}

function isSameTags(left: readonly string[], right: readonly string[]): boolean {
  return left === right || (left.length === right.length && left.every((tag, place) => tag === right[place]));
}

const PLAIN = [
  'space',
  'account',
  'name',
  'blocked',
  'contactState',
  'groupState',
  'lastAuthor',
  'activeAt',
  'unread',
  'draft',
] as const;

const PLAIN_TALK = ['space', 'name', 'source', 'messages', 'activeAt', 'contact'] as const;

function isSameTalk(left: ImportedTalk, right: ImportedTalk): boolean {
  return (
    PLAIN_TALK.every((field) => left[field] === right[field]) && isSamePreferences(left.preferences, right.preferences)
  );
}

/** Whether two say the same of a chat. */
export function isSameConversation(left: ListedChat, right: ListedChat): boolean {
  if (left.kind === 'imported') return right.kind === 'imported' && isSameTalk(left, right);
  if (right.kind === 'imported') return false;
  return (
    PLAIN.every((field) => left[field] === right[field]) &&
    isSameData(left.last, right.last) &&
    isSameAvatar(left.avatar, right.avatar) &&
    isSamePreferences(left.preferences, right.preferences) &&
    isSameTags(left.tags, right.tags)
  );
}

/** Remembers the conversations it gave last, see {@link keepConversations}. */
export function conversationKeeper(): (next: readonly ListedChat[]) => readonly ListedChat[] {
  let before: readonly ListedChat[] = [];
  return (next) => {
    before = keepConversations(before, next);
    return before;
  };
}

/** `next`, with the object of `before` for each conversation that looks the same; `before` itself where all do, in the same order. */
export function keepConversations(before: readonly ListedChat[], next: readonly ListedChat[]): readonly ListedChat[] {
  const known = new Map(before.map((conversation) => [conversation.space, conversation]));
  const kept = next.map((conversation) => {
    const old = known.get(conversation.space);
    return old !== undefined && isSameConversation(old, conversation) ? old : conversation;
  });
  const isUnchanged = kept.length === before.length && kept.every((one, place) => one === before[place]);
  return isUnchanged ? before : kept;
}
