/** Messages of imported chats as lines of an export (EXA-6). */
import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { importedMessageId, importedPersonId } from '../../importing/ids.ts';
import type { ImportedMessage } from '../../importing/records.ts';
import { stamp } from './form.ts';
import { type FileLine, type MessageLine, postLine } from './lines.ts';

/**
 * A line of a post or a channel that came of an export, with where it came from: it is nothing of the account in whose export it goes out (EXA-6). The rest stands as it
 * stood. What the line tells of that itself stays.
 */
export function fromElsewhere(raw: string, source: string): string {
  const value: unknown = JSON.parse(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return raw;
  if (!('from' in value)) return `${raw.slice(0, raw.lastIndexOf('}'))},"from":${JSON.stringify(source)}}`;
  const isTold = v.is(postLine.entries.from.wrapped, value.from) && value.from.trim() !== '';
  return isTold ? raw : JSON.stringify({ ...value, from: source });
}

/** A message of an imported chat at its place. `path`: where its file is in the archive. */
export function importedLine(
  chat: SpaceId,
  { message, place }: { readonly message: ImportedMessage; readonly place: number },
  path: string | null,
): MessageLine {
  const { at, by, reply, forwarded } = message;
  const author = by === null ? null : importedPersonId(chat, by);
  return {
    ...{ conversation: chat, id: importedMessageId(chat, place), at: stamp(at), author },
    ...saidFacts(message, { author, path }),
    ...(reply === undefined ? {} : { reply: importedMessageId(chat, reply) }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...markFacts(chat, message),
  };
}

type Said = Pick<MessageLine, 'kind' | 'by' | 'text' | 'file' | 'media'> & { readonly kind: string };

function saidFacts(
  { by, text, file, recalled }: ImportedMessage,
  { author, path }: { readonly author: string | null; readonly path: string | null },
): Said {
  if (recalled === true && author !== null) return { kind: 'recalled', by: author };
  if (file === undefined) return { kind: by === null ? 'line' : 'text', text };
  const said = { kind: 'file', text, file: fileOf(file, path) };
  return file.media === 'voice' ? { ...said, media: { kind: 'voice', duration: file.duration } } : said;
}

function markFacts(
  chat: SpaceId,
  { edited, reactions }: ImportedMessage,
): { readonly edited?: string | null; readonly reactions?: { sign: string; people: string[]; count: number }[] } {
  const named = reactions?.map(({ sign, by, count }) => {
    return { sign, people: by.map((one) => importedPersonId(chat, one)), count };
  });
  return {
    ...(edited === undefined ? {} : { edited: edited === 0 ? null : stamp(edited) }),
    ...(named === undefined ? {} : { reactions: named }),
  };
}

function fileOf(
  { blob, name, size, mime, picture }: NonNullable<ImportedMessage['file']>,
  path: string | null,
): FileLine {
  return { blob, name, size, type: mime, ...picture, path };
}
