import { type EventId, eventId } from '@shared/ids.ts';
import type { Message, MessageBody } from '@services/workspace/messageViews.ts';

/** The id of a message that is kept; null for one that is not yet, or could not be. */
export function keptId({ id, state }: Pick<Message, 'id' | 'state'>): EventId | null {
  if (state === 'queued' || state === 'failed') return null;
  const parsed = eventId(id);
  return parsed.ok ? parsed.value : null;
}

/** The words of a message that can be copied or edited; null where there are none. */
export function wordsOf({ body }: Pick<Message, 'body'>): string | null {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' && body.caption !== '' ? body.caption : null;
}

const SAID: ReadonlySet<MessageBody['kind']> = new Set<MessageBody['kind']>([
  'text',
  'file',
  'sticker',
  'contact',
  'place',
  'poll',
  'post',
]);

/** Whether it can be answered and reacted to: anything somebody said or sent, and that is still here. */
export function canAnswer(message: Message): boolean {
  if (keptId(message) === null) return false;
  const { kind } = message.body;
  return SAID.has(kind) || kind === 'program' || kind === 'wallet';
}

/** Own words and captions, said here first, can be changed; such as end cannot, for what says so would outlast them. */
export function canEdit(message: Message): boolean {
  const { own, body, forwarded, expiresAt } = message;
  if (!own || forwarded === true || expiresAt !== undefined || keptId(message) === null) return false;
  return body.kind === 'text' || (body.kind === 'file' && body.media?.kind !== 'voice');
}

/** Whether it may be said again elsewhere: cards and words that end may not. */
export function canForward(message: Message): boolean {
  return keptId(message) !== null && SAID.has(message.body.kind) && message.expiresAt === undefined;
}

/** Who may ask everybody to remove what. */
export interface RecallRule {
  /** In a group one runs the messages of anybody can be recalled, at any time. */
  readonly runsGroup: boolean;
  /** For so many hours one's own can, as the person set it. */
  readonly hours: number;
  /** ms. */
  readonly now: number;
}

const HOUR = 3_600_000;

/** Whether one may ask everybody to remove it. A hurdle for oneself, and no promise: the devices of others decide. */
export function canRecall(message: Message, { runsGroup, hours, now }: RecallRule): boolean {
  const { own, body, at } = message;
  const isOwnAndFresh = own && now - at <= hours * HOUR;
  return (isOwnAndFresh || runsGroup) && keptId(message) !== null && (SAID.has(body.kind) || body.kind === 'fleeting');
}
