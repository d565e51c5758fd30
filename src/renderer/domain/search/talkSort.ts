/** Sorts of what is said in a conversation, to look for one of them (SRC-17). */
import type { MessageRecord } from '../chat/message.ts';

/** `words`: whatever is no file; `media`: pictures and films; `link`: words with an address in them. */
export const talkSorts = ['words', 'link', 'media', 'file', 'voice'] as const;
/** See {@link talkSorts}. */
export type TalkSort = (typeof talkSorts)[number];

type Body = MessageRecord['body'];
type FileBody = Extract<Body, { readonly kind: 'file' }>;

/** What may be an address; what it leads to is nobody's question here. */
const ADDRESS = /(?:https?:\/\/|mailto:|www\.)\S|[\p{L}\p{N}._%+-]@(?:[\p{L}\p{N}-]+\.)+\p{L}{2}/iu;

/** Whether a message is of a sort. What a file is its sender claims, which decides nothing but this. */
export function isOfSort(body: Body, sort: TalkSort): boolean {
  if (sort === 'link') return ADDRESS.test(wordsOf(body));
  return body.kind === 'file' ? fileSort(body) === sort : sort === 'words';
}

function fileSort({ file, media }: FileBody): TalkSort {
  if (file.picture !== null || media?.kind === 'video' || file.mime.startsWith('video/')) return 'media';
  return media?.kind === 'voice' || file.mime.startsWith('audio/') ? 'voice' : 'file';
}

function wordsOf(body: Body): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' ? body.caption : '';
}
