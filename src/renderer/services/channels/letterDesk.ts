import { fromBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { ChannelWord, MOST_RECEIVED } from '@domain/channel/deskWords.ts';
import {
  type Answer,
  type Letter,
  MAX_LETTER,
  type ReactionLetter,
  encodeLetter,
  letterId,
  openLetter,
  openReaction,
  readEnvelope,
} from '@domain/channel/letter.ts';
import { ChannelKeep, type LetterRecord, letterRecordSchema, readRecord } from '@domain/channel/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import type { Dues } from '../wallet/trade/dues.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { ArrivedLetters } from './arrivedLetters.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import type { ChannelKeys } from './channelKeys.ts';
import type { Inboxes } from './inboxes.ts';
import { type KnownChannel, roleOf } from './knownChannel.ts';
import type { LetterFlood } from './letterFlood.ts';
import type { LetterLog } from './letterLog.ts';
import { claimedPayment } from './paid/claimedPayment.ts';
import type { ReactionDesk } from './reactionDesk.ts';
import type { SayInChannel } from './sayInChannel.ts';
import { sealLetter } from './sealLetter.ts';
import { SentLetters } from './sentLetters.ts';

/** How long letters wait for more of their kind before it is said that they are here, ms. */
export const RECEIPT_DELAY = 1000;
/** How long letters wait that could not be taken up, ms. */
export const RECEIPT_RETRY = 300_000;
/** How long the words of a log wait for more of their kind before they are read, ms. */
export const READ_DELAY = 100;

/** What the letters work with. */
export interface LetterDeskParts {
  readonly book: ChannelBook;
  readonly keys: ChannelKeys;
  readonly keeps: ChannelKeeps;
  readonly inboxes: Inboxes;
  readonly log: LetterLog;
  readonly feed: Pick<FeedStore, 'post'>;
  /** This person's wallet, which tells who paid them. */
  readonly dues: Pick<Dues, 'account' | 'view'>;
  readonly flood: LetterFlood;
  readonly say: SayInChannel;
  readonly clock: Clock;
  readonly random: Random;
  /** A letter that this device was the first of the editors to have. */
  readonly onReceived: (space: SpaceId, id: string, letter: LetterRecord) => Promise<void>;
  /** Counts what readers think of posts. */
  readonly reactions: Pick<ReactionDesk, 'take'>;
  /** The words of a log were read, with all secrets that are in it. */
  readonly onRead: (space: SpaceId) => Promise<void>;
}

/** Letters of readers to editors, both ends of it (CHN-10 to CHN-12). What stands in the log is what holds. */
export class LetterDesk {
  private readonly parts: LetterDeskParts;
  private readonly turn = new Turn();
  private readonly arrived: ArrivedLetters;
  private readonly sent: SentLetters;
  private readonly receipts = new Map<SpaceId, Disposer>();
  private readonly readings = new Map<SpaceId, Disposer>();
  private isDisposed = false;

  constructor(parts: LetterDeskParts) {
    this.parts = parts;
    this.arrived = new ArrivedLetters({ ...parts, paymentOf: (...told) => claimedPayment(parts.dues, ...told) });
    this.sent = new SentLetters(parts);
  }

  /** Goes on with own letters that no editor has yet, and reads what the logs say. */
  async start(): Promise<void> {
    await this.sent.start();
    for (const space of this.parts.book.channels.get().keys()) this.readSoon(space);
  }

  dispose(): void {
    this.isDisposed = true;
    this.sent.dispose();
    for (const stop of [...this.receipts.values(), ...this.readings.values()]) stop();
  }

  /** Writes a letter: kept until an editor has it. */
  async send(
    space: SpaceId,
    { kind, post, name, text }: Pick<Letter, 'kind' | 'post' | 'name' | 'text'>,
  ): Promise<Result<void, WorkspaceError>> {
    const shown = { name: name.trim().toWellFormed().slice(0, 64), text: text.trim().toWellFormed() };
    if (shown.name === '' || shown.text === '' || shown.text.length > MAX_LETTER)
      return fail('letter-invalid', 'empty or too long');
    const at = this.parts.clock.now();
    const sealed = await sealLetter(this.parts, space, { kind, post, ...shown, at });
    if (!sealed.ok) return sealed;
    const envelope = sealed.value;
    const rest = { channel: space, kind, post, ...shown, at, envelope, answers: [] };
    const kept = await this.sent.put({ v: 1, ...rest, state: 'waiting' });
    // An own channel's letter has no way to go.
    if (kept.ok) await this.receive(space, envelope);
    return outcomeOf(kept);
  }

  /** A letter came: where this device edits the channel it is opened, and it is said that it is here. */
  async receive(space: SpaceId, bytes: Uint8Array): Promise<void> {
    const channel = this.edited(space);
    if (channel === null) return;
    const id = letterId(bytes);
    const letter = await this.open(channel, bytes);
    if (letter?.kind === 'reaction') return this.parts.reactions.take(space, id, letter);
    if (letter === null || (await this.isElsewhere(space, letter)) || (await this.isKept(id))) return;
    // Whoever carries it brings it again.
    if (this.arrived.add(space, id, letter)) this.takeUpAfter(space, RECEIPT_DELAY);
    else this.parts.flood.release(id);
  }

  /** Words about letters came into a log. */
  readSoon(space: SpaceId): void {
    if (this.readings.has(space)) return;
    const stop = this.parts.clock.after(READ_DELAY, () => {
      this.readings.delete(space);
      void this.turn.take(() => this.read(space));
    });
    this.readings.set(space, stop);
  }

  /** A letter as editors have it. */
  async letter(id: string): Promise<LetterRecord | null> {
    const row = await this.parts.keeps.get(ChannelKeep.letter, id);
    return row.ok ? readRecord(letterRecordSchema, row.value) : null;
  }

  /** Answers the reader who wrote a letter. */
  async answer(id: string, { text, state }: Pick<Answer, 'text' | 'state'>): Promise<Result<void, WorkspaceError>> {
    const found = await this.found(id);
    if (!found.ok) return found;
    const { channel, letter, inbox, bytes } = found.value;
    const { keys, clock, say } = this.parts;
    const { space } = channel;
    const words = text.trim().toWellFormed();
    if (words.length > MAX_LETTER || (words === '' && state === null))
      return fail('letter-invalid', 'empty or too long');
    const sealed = await keys.sealTo('answer', { space, to: letter.thread }, { text: words, state, at: clock.now() });
    if (sealed === null) return fail('letter-missing', 'its key shares no secret');
    const desk = keys.sealDesk(space, inbox, { text: words, state, by: this.nameOf(channel) });
    const said = await say(space, ChannelWord.answered, { letter: bytes, ...sealed, desk });
    return said.ok ? this.readNow(space) : said;
  }

  /** Says to the other editors how a letter stands. */
  async settle(id: string, state: LetterRecord['state']): Promise<Result<void, WorkspaceError>> {
    const found = await this.found(id);
    if (!found.ok) return found;
    const { channel, inbox, bytes } = found.value;
    const act = { letter: bytes, state, by: this.nameOf(channel) };
    const desk = this.parts.keys.sealDesk(channel.space, inbox, act);
    const said = await this.parts.say(channel.space, ChannelWord.desk, desk);
    return said.ok ? this.readNow(channel.space) : said;
  }

  /** A letter as editors have it, with what it is answered with. */
  private async found(id: string) {
    const letter = await this.letter(id);
    const bytes = fromBase64url(id);
    if (letter === null || !bytes.ok) return fail('letter-missing', 'not here');
    const channel = this.edited(letter.channel);
    if (channel === null) return fail('channel-not-allowed', 'no editor of this channel');
    const [inbox] = await this.parts.inboxes.of(channel);
    if (inbox === undefined) return fail('letter-keys-missing', 'not given yet');
    return ok({ letter, channel, inbox, bytes: bytes.value });
  }

  /** A channel whose letters are this device's matter; null for any other. */
  private edited(space: SpaceId): KnownChannel | null {
    const channel = this.parts.book.get(space);
    const role = channel === null ? null : roleOf(channel.charter, channel.pen?.key ?? null);
    return role === 'owner' || role === 'editor' ? channel : null;
  }

  private async readNow(space: SpaceId): Promise<Result<void, WorkspaceError>> {
    await this.turn.take(() => this.read(space));
    return ok();
  }

  private async open(channel: KnownChannel, bytes: Uint8Array): Promise<Letter | ReactionLetter | null> {
    const envelope = readEnvelope(bytes);
    if (!envelope.ok) return null;
    const { space } = channel;
    for (const own of await this.parts.inboxes.of(channel)) {
      const seal = await this.parts.keys.sealFrom('letter', { space, own }, envelope.value);
      if (seal === null) continue;
      const letter = openLetter(envelope.value.box, seal) ?? openReaction(envelope.value.box, seal);
      if (letter !== null) return letter;
    }
    return null;
  }

  /** Whether it comments on a post of another channel: that one's editors may have it otherwise, so nobody is asked. */
  private async isElsewhere(space: SpaceId, { kind, post }: Letter): Promise<boolean> {
    const found = kind === 'comment' && post !== null ? await this.parts.feed.post(post) : null;
    return found?.ok === true && found.value !== null && found.value.space !== space;
  }

  private async isKept(id: string): Promise<boolean> {
    const row = await this.parts.keeps.get(ChannelKeep.letter, id);
    return row.ok && row.value !== null;
  }

  private takeUpAfter(space: SpaceId, delay: number): void {
    if (this.isDisposed || this.receipts.has(space)) return;
    const stop = this.parts.clock.after(delay, () => {
      this.receipts.delete(space);
      void this.takeUp(space);
    });
    this.receipts.set(space, stop);
  }

  private async takeUp(space: SpaceId): Promise<void> {
    // What is done about a letter says something in its turn: it must not be waited for in ours.
    for (const id of await this.turn.take(() => this.sayReceived(space))) {
      const kept = await this.letter(id);
      if (kept !== null) await this.parts.onReceived(space, id, kept);
    }
    if (this.arrived.has(space)) this.takeUpAfter(space, RECEIPT_RETRY);
  }

  /** Says which letters are here, as many as a day takes; answers those of which that was said. */
  private async sayReceived(space: SpaceId): Promise<readonly string[]> {
    const channel = this.edited(space);
    if (channel === null) this.arrived.leave(space);
    const [inbox] = channel === null ? [] : await this.parts.inboxes.of(channel);
    if (inbox === undefined) return [];
    const due = await this.arrived.due(space);
    const received: string[] = [];
    for (let from = 0; from < due.length; from += MOST_RECEIVED) {
      const part = due.slice(from, from + MOST_RECEIVED);
      const letters = part.flatMap(([id, letter]) => {
        const bytes = fromBase64url(id);
        const sealed = this.parts.keys.sealDesk(space, inbox, encodeLetter(letter));
        return bytes.ok ? [{ letter: bytes.value, ...sealed }] : [];
      });
      if (!(await this.parts.say(space, ChannelWord.received, { letters })).ok) break;
      for (const [id] of part) this.arrived.remove(space, id);
      received.push(...part.map(([id]) => id));
    }
    if (received.length > 0) await this.read(space);
    return received;
  }

  private async read(space: SpaceId): Promise<void> {
    const channel = this.parts.book.get(space);
    if (channel === null) return;
    const inboxes = await this.parts.inboxes.of(channel);
    if (inboxes.length > 0) {
      const letters = await this.parts.log.letters(space, inboxes);
      await this.parts.keeps.putChanged(ChannelKeep.letter, letters);
      await this.parts.onRead(space);
    }
    await this.sent.read(space);
  }

  private nameOf({ charter, pen }: KnownChannel): string {
    return (pen === null ? undefined : charter?.pens.get(pen.device)?.name) ?? '';
  }
}
