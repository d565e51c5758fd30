import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import {
  ChannelWord,
  answeredSchema,
  deskActSchema,
  deskAnswerSchema,
  deskSchema,
  receivedSchema,
} from '@domain/channel/deskWords.ts';
import { openAnswer, openLetter } from '@domain/channel/letter.ts';
import type { LetterRecord, SentRecord } from '@domain/channel/records.ts';
import { openValue } from '@domain/channel/seal.ts';
import type { WordRecord } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { type AgreementKey, type ChannelKeys, deskSeal } from './channelKeys.ts';
import { channelWords } from './channelWords.ts';
import { LOOK_BACK } from './paid/paidLog.ts';

const DAY = 24 * 3_600_000;
/** How far back all words are read, ms: as far as who paid is given keys for it (CHN-34). */
export const LETTERS_BACK = LOOK_BACK;
/** Clocks of those who write are apart by no more, ms. */
const CLOCKS_APART = DAY;

/** What a channel's log says about letters: to its editors, and to readers about their own. Nothing is written. */
export class LetterLog {
  private readonly feed: Pick<FeedStore, 'words'>;
  private readonly keys: ChannelKeys;
  private readonly clock: Pick<Clock, 'now'>;
  /** What was opened, by event and letter: opening is slow. */
  private readonly opened = new Map<string, LetterRecord | null>();

  constructor(parts: {
    readonly feed: Pick<FeedStore, 'words'>;
    readonly keys: ChannelKeys;
    readonly clock: Pick<Clock, 'now'>;
  }) {
    this.feed = parts.feed;
    this.keys = parts.keys;
    this.clock = parts.clock;
  }

  /** Ids of the letters a word says to have received. */
  static receivedIn(body: unknown): readonly string[] {
    const read = v.safeParse(receivedSchema, body);
    return read.success ? read.output.letters.map(({ letter }) => letter) : [];
  }

  /** Ids of the letters that editors said they have, since some time. */
  async receivedSince(space: SpaceId, since: number): Promise<readonly string[]> {
    const words = await this.words(space, ChannelWord.received, since);
    return words.filter(({ at }) => at >= since).flatMap(({ body }) => LetterLog.receivedIn(body));
  }

  /** The letters of a channel as its editors see them, by id. */
  async letters(space: SpaceId, inboxes: readonly AgreementKey[]): Promise<ReadonlyMap<string, LetterRecord>> {
    const letters = new Map<string, LetterRecord>();
    const received = await this.words(space, ChannelWord.received, this.clock.now() - LETTERS_BACK);
    for (const word of received.toReversed())
      for (const [id, letter] of this.openReceived(word, inboxes)) if (!letters.has(id)) letters.set(id, letter);
    // A letter would stand open again of which it is not read how it was settled.
    const since = (received.at(-1)?.at ?? 0) - CLOCKS_APART;
    for (const word of (await this.words(space, ChannelWord.desk, since)).toReversed())
      this.takeAct(letters, word, inboxes);
    for (const word of (await this.words(space, ChannelWord.answered, since)).toReversed())
      this.takeAnswer(letters, word, inboxes);
    return letters;
  }

  /** How a reader's own letters stand now. */
  async sent(
    space: SpaceId,
    own: AgreementKey,
    sent: ReadonlyMap<string, SentRecord>,
  ): Promise<ReadonlyMap<string, SentRecord>> {
    const now = new Map(sent);
    const back = this.clock.now() - LETTERS_BACK;
    const all = [...sent.values()];
    for (const word of await this.words(space, ChannelWord.received, oldestOf(all.filter(isUntold), back))) {
      for (const id of LetterLog.receivedIn(word.body)) {
        const letter = now.get(id);
        if (letter !== undefined && isUntold(letter)) now.set(id, { ...letter, state: 'received', envelope: null });
      }
    }
    for (const word of (await this.words(space, ChannelWord.answered, oldestOf(all, back))).toReversed())
      await this.takeOwn(now, own, word);
    return now;
  }

  /** An answer to one of this reader's own letters. */
  private async takeOwn(letters: Map<string, SentRecord>, own: AgreementKey, word: WordRecord): Promise<void> {
    const read = v.safeParse(answeredSchema, word.body);
    const letter = read.success ? letters.get(read.output.letter) : undefined;
    if (!read.success || letter === undefined || letter.answers.some(({ id }) => id === word.id)) return;
    const seal = await this.keys.sealFrom('answer', { space: word.space, own }, read.output);
    const answer = seal === null ? null : openAnswer(read.output.box, seal);
    if (answer === null) return;
    const { text, state, at } = answer;
    // Without words it only says what became of the letter; it is kept all the same, so that it is taken once.
    const answers = [...letter.answers, { text, at, own: false, id: word.id }].slice(-200);
    letters.set(read.output.letter, { ...letter, envelope: null, state: state ?? notWaiting(letter.state), answers });
  }

  private words(space: SpaceId, verb: string, since: number): Promise<readonly WordRecord[]> {
    return channelWords(this.feed, { space, verb, since });
  }

  private openReceived(
    word: WordRecord,
    inboxes: readonly AgreementKey[],
  ): readonly (readonly [string, LetterRecord])[] {
    const read = v.safeParse(receivedSchema, word.body);
    if (!read.success) return [];
    return read.output.letters.flatMap((one) => {
      const name = `${word.id} ${one.letter}`;
      const known = this.opened.get(name);
      const letter = known ?? this.openOne(word.space, one, inboxes);
      // A secret that is not here yet may come.
      if (letter !== null) this.opened.set(name, letter);
      return letter === null ? [] : [[one.letter, letter] as const];
    });
  }

  private openOne(
    space: SpaceId,
    one: { readonly nonce: Uint8Array; readonly box: Uint8Array },
    inboxes: readonly AgreementKey[],
  ): LetterRecord | null {
    for (const inbox of inboxes) {
      const letter = openLetter(one.box, deskSeal(space, inbox, one.nonce));
      if (letter === null) continue;
      const rest = { stateAt: 0, assigned: null, auto: false, answers: [] };
      return { ...letter, v: 1, channel: space, state: 'open', ...rest };
    }
    return null;
  }

  private takeAct(letters: Map<string, LetterRecord>, word: WordRecord, inboxes: readonly AgreementKey[]): void {
    const act = this.openDesk(word.space, word.body, { inboxes, outer: deskSchema, inner: deskActSchema });
    const letter = act === null ? undefined : letters.get(act.letter);
    if (act === null || letter === undefined || word.at < letter.stateAt) return;
    const assigned = act.state === 'assigned' ? act.by : null;
    letters.set(act.letter, { ...letter, state: act.state, stateAt: word.at, assigned });
  }

  private takeAnswer(letters: Map<string, LetterRecord>, word: WordRecord, inboxes: readonly AgreementKey[]): void {
    const read = v.safeParse(answeredSchema, word.body);
    const letter = read.success ? letters.get(read.output.letter) : undefined;
    if (!read.success || letter === undefined) return;
    const of = { inboxes, outer: deskSchema, inner: deskAnswerSchema };
    const answer = this.openDesk(word.space, read.output.desk, of);
    if (answer === null) return;
    const said = answer.text === '' ? [] : [{ text: answer.text, at: word.at, own: true, id: word.id }];
    letters.set(read.output.letter, {
      ...letter,
      ...(answer.state === null || word.at < letter.stateAt
        ? {}
        : { state: answer.state === 'refused' ? ('refused' as const) : ('done' as const), stateAt: word.at }),
      answers: [...letter.answers, ...said].slice(-200),
    });
  }

  private openDesk<Inner extends v.GenericSchema>(
    space: SpaceId,
    body: unknown,
    of: { readonly inboxes: readonly AgreementKey[]; readonly outer: typeof deskSchema; readonly inner: Inner },
  ): v.InferOutput<Inner> | null {
    const outer = v.safeParse(of.outer, body);
    if (!outer.success) return null;
    for (const inbox of of.inboxes) {
      const inner = v.safeParse(of.inner, openValue(outer.output.box, deskSeal(space, inbox, outer.output.nonce)));
      if (inner.success) return inner.output;
    }
    return null;
  }
}

/** Since when words about these letters can have been said, as far as they are read. */
function oldestOf(letters: readonly Pick<SentRecord, 'at'>[], back: number): number {
  return Math.max(back, Math.min(...letters.map(({ at }) => at)) - CLOCKS_APART);
}

function notWaiting(state: SentRecord['state']): SentRecord['state'] {
  return isUntold({ state }) ? 'received' : state;
}

/** One that was given up may have come all the same. */
function isUntold({ state }: Pick<SentRecord, 'state'>): boolean {
  return state === 'waiting' || state === 'expired';
}
