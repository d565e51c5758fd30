import { wordSearch } from '@i18n/wordSearch.ts';
import type { MessageBody } from '@services/workspace/workspace.ts';
import type { ListedChat } from './listedChat.ts';

/** The conversations whose name or last words hold every word of the filter. */
export function filterConversations<Chat extends ListedChat>(
  conversations: readonly Chat[],
  filter: string,
): readonly Chat[] {
  if (filter.trim() === '') return conversations;
  const matches = wordSearch(filter);
  return conversations.filter((chat) => matches(chat.name, lastWords(chat)));
}

function lastWords(chat: ListedChat): string {
  return chat.kind === 'imported' || chat.last === null ? '' : wordsOf(chat.last.body);
}

function wordsOf(body: MessageBody): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'wallet') return body.card.note;
  return body.kind === 'file' ? `${body.caption} ${body.file.picture === null ? body.file.name : ''}` : '';
}
