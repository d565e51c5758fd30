import type { SpaceId } from '@shared/ids.ts';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import { NAMELESS } from '@domain/chat/fileName.ts';
import type { ImportedFile, ImportedMessage } from '@domain/importing/records.ts';
import type { FoundMessage, Message, MessageBody } from '../workspace/messageViews.ts';

/** Most people shown with one sign, those included that the export does not name. */
const MOST_SHOWN = 99;

/** A message of an imported chat as the screens see messages (IMP-7). `answered`: what it answers, where it is there. */
export function importedView(
  chat: { readonly id: SpaceId; readonly me: number | null },
  place: number,
  { message, answered }: { readonly message: ImportedMessage; readonly answered: ImportedMessage | null },
): Message {
  const { at, reply, forwarded, edited, reactions } = message;
  const who = (by: number) => importedPersonId(chat.id, by);
  return {
    ...spoken(chat, place, message),
    state: 'received',
    error: null,
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(edited === undefined ? {} : { edited: { at: edited === 0 ? at : edited, versions: 1 } }),
    ...(reply === undefined
      ? {}
      : {
          reply: {
            id: importedMessageId(chat.id, reply),
            message: answered === null ? null : spoken(chat, reply, answered),
          },
        }),
    ...(reactions === undefined
      ? {}
      : {
          reactions: reactions.map(({ sign, by, count }) => {
            const unknown = Math.max(0, Math.min(MOST_SHOWN, count) - by.length);
            const others = Array.from({ length: unknown }, () => importedPersonId(chat.id, null));
            return { sign, people: [...by.map(who), ...others], own: chat.me !== null && by.includes(chat.me) };
          }),
        }),
  };
}

function spoken(
  { id, me }: { readonly id: SpaceId; readonly me: number | null },
  place: number,
  message: ImportedMessage,
): FoundMessage {
  const author = importedPersonId(id, message.by);
  return {
    id: importedMessageId(id, place),
    at: message.at,
    own: message.by !== null && message.by === me,
    author,
    body: message.recalled === true ? { kind: 'recalled', by: author } : bodyOf(message),
    ...absentOf(message),
  };
}

/** Of a file that was not in the export and has no name only is known what it was. */
function absentOf({ file, recalled }: ImportedMessage): Pick<Message, 'absent'> {
  if (file === undefined || recalled === true || file.blob !== null || file.name !== NAMELESS) return {};
  return { absent: file.mime.startsWith('image/') ? 'picture' : 'file' };
}

function bodyOf({ text, file }: ImportedMessage): MessageBody {
  if (file === undefined) return { kind: 'text', text };
  // What is missing has nothing to be shown but its name, where the export says one.
  const name = file.name === NAMELESS ? '…' : file.name;
  if (file.blob === null) return { kind: 'text', text: [`📎 ${name}`, text].filter((part) => part !== '').join('\n') };
  return fileBody({ ...file, blob: file.blob }, text);
}

function fileBody(
  {
    blob,
    size,
    name,
    mime,
    picture,
    media,
    duration,
  }: ImportedFile & { readonly blob: NonNullable<ImportedFile['blob']> },
  caption: string,
): MessageBody {
  const shown = picture === null ? null : { ...picture, blur: '', thumbnail: null };
  const file = { blob, size, name, mime, picture: shown };
  if (media !== 'voice') return { kind: 'file', file, caption };
  return { kind: 'file', file, caption, media: { kind: 'voice', duration, levels: new Uint8Array() } };
}

/** The words by which a message is found. */
export function importedWords({ text, file }: ImportedMessage): string {
  return file === undefined ? text : `${file.name}\n${text}`;
}
