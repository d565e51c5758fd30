import type { AccountId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { programAddress } from '@domain/mini/address.ts';
import { readPiece } from '@domain/mini/parts.ts';
import { notifyText } from '@domain/mini/said.ts';
import { readUpdate } from '@domain/mini/updateText.ts';
import type { PartsInFlight } from './partsInFlight.ts';

/** Something of another's that a person may be told of. */
export interface News {
  readonly event: AdmittedEvent;
  /** The message it is; null for what a program wants looked at. */
  readonly message: MessageRecord | null;
  readonly author: AccountId;
  readonly at: number;
  readonly text: string;
  /** Whether it names oneself. */
  readonly isMention: boolean;
}

/** What an event tells a person: a message's words, or what a mini program wants them to look at (MIN-11); null for nothing. */
export function newsOf(event: AdmittedEvent, self: AccountId, parts: PartsInFlight): News | null {
  const { author, sortAt } = event;
  if (author === self) return null;
  const projection = projectEvent(event, self);
  if (projection.kind === 'message') {
    const { message } = projection;
    const { body, extras } = message;
    const isMention = extras?.mentions?.some(({ account }) => account === self) === true;
    return { event, message, author, at: sortAt, text: plainWords(body), isMention };
  }
  const text = programWords(event, self, parts);
  return text === null ? null : { event, message: null, author, at: sortAt, text, isMention: false };
}

/** An update that comes in parts notifies with the last of them to come. */
function programWords(event: AdmittedEvent, self: AccountId, parts: PartsInFlight): string | null {
  const { content, author } = event;
  const piece = readPiece(content.kind, content.body);
  if (piece === null || piece.document !== null) return null;
  const bytes = parts.whole(event, piece);
  const notify = bytes === null ? undefined : readUpdate(bytes)?.notify;
  if (notify === undefined) return null;
  return notifyText(notify, { selfAddr: programAddress(self, piece.instance), own: author === self });
}
