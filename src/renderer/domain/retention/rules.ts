/** For how long a device keeps what a chat or channel brings to it. */
import * as v from 'valibot';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { BlobRecord } from '../blob/blobRecord.ts';
import { type AttachmentRecord, FLEETING_TYPE, PROGRAM_TYPE, STICKER_TYPE } from '../chat/marks.ts';
import type { MessageRecord } from '../chat/message.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import type { FeedKeep } from '../feed/kept.ts';
import { type RetentionRule, retentionRuleSchema } from './rule.ts';

/** Kind of the small records that hold the rules of single chats and channels, under their spaces. */
export const RETENTION_KEEP = 'chat.retention';

const recordSchema = v.strictObject({ v: v.literal(1), rule: retentionRuleSchema, at: timeSchema });

const DAY = 24 * 3_600_000;
const DAYS: Readonly<Record<RetentionRule, number>> = {
  all: Infinity,
  'files-30': 30,
  'files-90': 90,
  'files-365': 365,
  'messages-30': 30,
  'messages-90': 90,
  'messages-365': 365,
};
/** What tells of money, of a program or of the group is no talk, and what a newer version said may be such; what ends has an end of its own. */
const LASTING: ReadonlySet<MessageRecord['body']['kind']> = new Set([
  'notice',
  'program',
  'program-info',
  'wallet',
  'fleeting',
  'unsupported',
]);
/** What is no file a person sent, or does nothing without its bytes. */
const STAYING: ReadonlySet<string> = new Set([PROGRAM_TYPE, STICKER_TYPE, FLEETING_TYPE]);

/** For how many days files stay by a rule: without end where it keeps everything. */
export function daysOf(rule: RetentionRule): number {
  return DAYS[rule];
}

/** Whether messages go by a rule as files do. */
export function takesMessages(rule: RetentionRule): boolean {
  return rule.startsWith('messages-');
}

/** The record of a rule. */
export function retentionBytes(rule: RetentionRule, at: number): Uint8Array {
  return encodeCanonical({ v: 1, rule, at });
}

/** The rule in a record; null for what is none. */
export function readRetention(bytes: Uint8Array): RetentionRule | null {
  return readCanonical(recordSchema, bytes)?.rule ?? null;
}

/** The rules in small records. */
export function rulesIn(keeps: readonly Pick<FeedKeep, 'id' | 'bytes'>[]): ReadonlyMap<string, RetentionRule> {
  return new Map(
    keeps.flatMap(({ id, bytes }) => {
      const rule = readRetention(bytes);
      return rule === null ? [] : [[id, rule] as const];
    }),
  );
}

/** What decides whether a file of chats is let go. */
export interface RetentionScene {
  readonly now: number;
  readonly ruleOf: (space: SpaceId) => RetentionRule;
  /** Messages whose files stay: pinned, or put by. */
  readonly staying: ReadonlySet<EventId>;
  /** Blobs of which a post speaks: these go by the rules of posts. */
  readonly inPosts: ReadonlySet<BlobId>;
  /** Whether somebody is in a space who could give a file again. */
  readonly canBeAsked: (space: SpaceId) => boolean;
}

/**
 * Whether a file of chats goes from this device (RET-2, RET-3): it came from others, is whole, nobody asked to keep it, and every message that shows it
 * is one whose chat lets it go by now; and somebody is there of whom it could be asked for again.
 */
export function isExpired(row: BlobRecord, said: readonly AttachmentRecord[], scene: RetentionScene): boolean {
  const { origin, state, keep, id } = row;
  if (origin !== 'received' || state !== 'complete' || keep || scene.inPosts.has(id)) return false;
  return said.length > 0 && said.every((one) => isDue(one, row, scene)) && said.some((one) => isToBeHad(one, scene));
}

function isDue({ space, at, mime, message }: AttachmentRecord, { usedAt }: BlobRecord, scene: RetentionScene): boolean {
  if (STAYING.has(mime) || scene.staying.has(message)) return false;
  return Math.max(at, usedAt) < scene.now - daysOf(scene.ruleOf(space)) * DAY;
}

function isToBeHad({ space }: AttachmentRecord, { canBeAsked }: RetentionScene): boolean {
  return canBeAsked(space);
}

/** What decides whether a message is let go. */
export interface MessageScene {
  readonly now: number;
  readonly rule: RetentionRule;
  /** When a message was first met here; without end where that is not known. */
  readonly cameAt: (message: MessageRecord) => number;
  /** Own place of reading in the chat. */
  readonly readAt: number;
  /** Pinned, or put by. */
  readonly staying: ReadonlySet<EventId>;
  /** Whether somebody else holds an own message, too. */
  readonly isHeld: (message: MessageRecord) => boolean;
  /** Whether the bytes of a file are to stay here. */
  readonly isHere: (blob: BlobId) => boolean;
}

/**
 * Whether a message goes from this device (RET-7): its chat lets messages go by now, it was read or is one's own and no more only here, and it is neither pinned, put by,
 * money, a program, a line about the group, of a newer version, nor the one that shows a file that stays.
 */
export function isMessageExpired(message: MessageRecord, scene: MessageScene): boolean {
  const { at, own, id, body, ends } = message;
  if (!takesMessages(scene.rule)) return false;
  if (Math.max(at, scene.cameAt(message)) >= scene.now - daysOf(scene.rule) * DAY) return false;
  if (own ? !scene.isHeld(message) : at > scene.readAt) return false;
  if (scene.staying.has(id)) return false;
  if (LASTING.has(body.kind) || ends !== undefined) return false;
  return body.kind !== 'file' || !scene.isHere(body.file.blob);
}
