import { wordSearch } from '@i18n/wordSearch.ts';
import type { Conversation, MessageBody } from '@services/workspace/workspace.ts';

/** The conversations whose name or last words hold every word of the filter. */
export function filterConversations(conversations: readonly Conversation[], filter: string): readonly Conversation[] {
  if (filter.trim() === '') return conversations;
  const matches = wordSearch(filter);
  return conversations.filter(({ name, last }) => matches(name, last === null ? '' : wordsOf(last.body)));
}

function wordsOf(body: MessageBody): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'wallet') return body.card.note;
  return body.kind === 'file' ? `${body.caption} ${body.file.picture === null ? body.file.name : ''}` : '';
}
