import { BUNDLE_ROOM, MAX_BUNDLE_WORDS, type MailWord } from '@domain/mailbox/bundle.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import { welcomeWord } from '../groups/welcomeWord.ts';
import type { MailParts, Tail } from './mailParts.ts';
import type { MailTarget } from './mailTargets.ts';

/** What stands around an event in a bundle, bytes, generously. */
const AROUND = 64;
/** What stands around a card. */
const AROUND_CARD = 512;

/** What a device is to be told in one bundle, and up to which place of the tail that is. */
export interface BundlePlan {
  readonly words: readonly MailWord[];
  readonly upTo: number;
}

/**
 * As much of a tail as one bundle holds, with the papers without which it would be of no use: the own card where the device was not told it,
 * the welcome to a group of which it showed nothing. Null where the tail cannot be read.
 */
export async function planBundle(
  parts: MailParts,
  target: MailTarget,
  what: { readonly tail: Tail; readonly rows: readonly Acknowledgement[]; readonly card: Uint8Array | null },
): Promise<BundlePlan | null> {
  const { tail, card } = what;
  const papers: MailWord[] = card === null ? [] : [{ t: 'hello', v: 1, card }];
  const welcome = welcomeFor(parts, target, what);
  if (welcome !== null) papers.push(welcome);
  const taken = papers.reduce((sum, word) => sum + ('card' in word ? word.card.length : 0) + AROUND_CARD, 0);
  const payloads = await readTail(parts, tail);
  if (payloads === null) return null;
  const fitting = fittingIn(payloads, { bytes: BUNDLE_ROOM - taken, count: MAX_BUNDLE_WORDS - papers.length });
  if (fitting.length === 0) return null;
  const events = fitting.map((payload): MailWord => ({ t: 'event', payload }));
  return { words: [...papers, ...events], upTo: tail.low + fitting.length - 1 };
}

function welcomeFor(
  parts: MailParts,
  target: MailTarget,
  { tail, rows }: { readonly tail: Tail; readonly rows: readonly Acknowledgement[] },
): MailWord | null {
  const group = parts.groups().find(({ record }) => record.roster === tail.space);
  return group === undefined ? null : welcomeWord(group, target, rows);
}

/** What is kept of a tail, from its beginning on; null where that is not there. */
async function readTail({ replicator, self }: MailParts, tail: Tail): Promise<readonly Uint8Array[] | null> {
  const log = await replicator.logOf(tail.space);
  const piece =
    log === null ? null : await log.piece({ device: self.device, low: tail.low, high: tail.high, up: true });
  return piece === null || piece.from !== tail.low ? null : piece.payloads;
}

function fittingIn(
  payloads: readonly Uint8Array[],
  room: { readonly bytes: number; readonly count: number },
): readonly Uint8Array[] {
  let bytes = 0;
  const fits = (payload: Uint8Array) => (bytes += payload.length + AROUND) <= room.bytes;
  const end = payloads.slice(0, room.count).findIndex((payload) => !fits(payload));
  return payloads.slice(0, end === -1 ? room.count : end);
}
