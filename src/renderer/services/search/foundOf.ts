import type { AccountId, SpaceId } from '@shared/ids.ts';
import { cleanLine, cleanWords } from '@shared/cleanLine.ts';
import { excerptOf } from '@domain/search/excerpt.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { FindKind, Found } from '../workspace/discoverWorkspace.ts';
import type { IndexHit } from './indexSearch.ts';

/** Names of what things are found in and by. */
export interface FindNames {
  readonly people: ReadonlyMap<AccountId, string>;
  /** Chats and channels. */
  readonly chats: ReadonlyMap<SpaceId, string>;
  /** Imported chats that stand before the chat of a contact, each with that. */
  readonly earlier?: ReadonlyMap<SpaceId, SpaceId>;
}

/** A hit as it is shown: what it is called, and words around what was found. */
export function foundOfHit({ row, match }: IndexHit, names: FindNames): Found {
  const { kind, id, space, at, author, text } = row;
  const { text: excerpt, marks } = isClean(text) ? excerptOf(text, match.marks) : excerptOf(cleanWords(text), []);
  return {
    kind: kind satisfies FindKind,
    id,
    space,
    event: id,
    title: titleOf(row, names),
    excerpt,
    marks,
    at,
    author,
    ...(row.name === undefined ? {} : { name: cleanLine(row.name) }),
  };
}

function titleOf({ kind, space, author, message, post }: IndexHit['row'], { people, chats }: FindNames): string {
  const person = people.get(author) ?? '';
  if (kind === 'moment') return person;
  const own = kind === 'file' ? fileTitle(message) : cleanWords(post?.article?.title ?? '');
  return own === '' ? (chats.get(space) ?? person) : own;
}

function fileTitle(message: IndexHit['row']['message']): string {
  return message?.kind === 'file' ? cleanFileName(message.file.name) : '';
}

/** Nothing in it that would be taken out before it is shown: marks then fit as they are. */
function isClean(text: string): boolean {
  return cleanWords(text) === text;
}
