import type { Conversation, MessageBody } from '@services/workspace/workspace.ts';

/** Without case, accents, Arabic vowel signs and presentation forms, so that what looks the same is found. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLocaleLowerCase();
}

/** The conversations whose name or last words hold every word of the filter. */
export function filterConversations(conversations: readonly Conversation[], filter: string): readonly Conversation[] {
  const words = foldText(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return conversations;
  return conversations.filter(({ name, last }) => {
    const text = foldText(`${name} ${last === null ? '' : wordsOf(last.body)}`);
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(body: MessageBody): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' ? `${body.caption} ${body.file.picture === null ? body.file.name : ''}` : '';
}
