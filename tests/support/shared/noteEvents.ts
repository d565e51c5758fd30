/** Events about messages, as a store sees them after admission. */
import type { AccountId, BlobId } from '@shared/ids.ts';
import { FLEETING_KIND } from '@domain/chat/bodies.ts';
import type { MessageRef } from '@domain/chat/extras.ts';
import { NOTE_KINDS, type NoteSaid, encodeNote } from '@domain/chat/note.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { Chain } from './storeFixtures.ts';

/** What is said about a message. */
export type NoteAbout = Exclude<NoteSaid, { readonly act: 'timer' }>;

/** A message as notes speak of it. */
export function refOf({ id, content }: AdmittedEvent): MessageRef {
  return { id, at: content.at };
}

/** Something said about a message, as the next event of a chain. */
export function noted(
  chain: Chain,
  at: number,
  { about, said }: { about: MessageRef; said: NoteAbout },
): AdmittedEvent {
  return chain.next({ at, kind: NOTE_KINDS[said.act], body: encodeNote(about, said) });
}

/** How long words last, as the next event of a chain. */
export function timed(chain: Chain, at: number, life: number | null): AdmittedEvent {
  return chain.next({ at, kind: NOTE_KINDS.timer, body: { life } });
}

/** A text that answers, or names people, as the next event of a chain. */
export function answering(
  chain: Chain,
  at: number,
  { text, reply, names = [] }: { text: string; reply?: MessageRef; names?: readonly AccountId[] },
): AdmittedEvent {
  const mentions = names.map((account, place) => ({ account: idBytes(account), start: place, length: 1 }));
  const body = {
    text,
    ...(reply === undefined ? {} : { reply: { message: idBytes(reply.id), at: reply.at } }),
    ...(mentions.length === 0 ? {} : { mentions }),
  };
  return chain.next({ at, kind: MESSAGE_KIND, body });
}

/** Words that end, as the next event of a chain. */
export function fleeting(
  chain: Chain,
  at: number,
  { blob, life, size = 40 }: { blob: BlobId; life: number; size?: number },
): AdmittedEvent {
  return chain.next({ at, kind: FLEETING_KIND, body: { blob: idBytes(blob), size, life } });
}
