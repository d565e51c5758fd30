import type { AccountId } from '@shared/ids.ts';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';

/** A row of the list: a chat of one's own, or one that was imported. */
export type ListedChat = Conversation | ImportedTalk;

/** Both together, the newest on top. */
export function listed(conversations: readonly Conversation[], talks: readonly ImportedTalk[]): readonly ListedChat[] {
  if (talks.length === 0) return conversations;
  return [...conversations, ...talks].toSorted((one, other) => other.activeAt - one.activeAt);
}

/** Those that stand by themselves: an imported chat that was put before the chat of a contact is reached from there (IMP-16). */
export function standing(chats: readonly ListedChat[]): readonly ListedChat[] {
  const isAlone = ({ kind }: ListedChat) => kind !== 'imported';
  if (chats.every(isAlone)) return chats;
  const people = new Set<AccountId>();
  for (const chat of chats) if (chat.kind === 'direct') people.add(chat.account);
  return chats.filter((chat) => chat.kind !== 'imported' || chat.contact === null || !people.has(chat.contact));
}
