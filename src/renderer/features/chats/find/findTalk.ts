import type { Conversation } from '@services/workspace/workspace.ts';

/** The open talk, as far as the search through it asks: a conversation, or a chat from elsewhere as a group of those in it. */
export type FindTalk = Pick<Conversation, 'space' | 'kind' | 'name' | 'account'>;
