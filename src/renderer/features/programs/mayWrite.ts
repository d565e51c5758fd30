import type { Conversation } from '@services/workspace/workspace.ts';

/** Whether one may write in a chat, as far as the list of chats tells: a group may allow it to some only. */
export function mayWrite({ kind, blocked, contactState, groupState }: Conversation): boolean {
  return kind === 'group' ? groupState === 'active' : !blocked && contactState === 'accepted';
}
