/** Messages of imported chats as lines of an export (EXA-6). */
import type { SpaceId } from '@shared/ids.ts';
import { importedMessageId, importedPersonId } from '../../importing/ids.ts';
import type { ImportedMessage } from '../../importing/records.ts';
import { stamp } from './form.ts';
import type { FileLine, MessageLine } from './lines.ts';

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
