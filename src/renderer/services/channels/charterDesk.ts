import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Charter, compareCharters, isFrozenBy, packCharter, verifyCharter } from '@domain/channel/charter.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { ReaderWord } from '@domain/channel/words.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import type { ChannelBook } from './channelBook.ts';
import { isFrozen } from './knownChannel.ts';

type AtWord = Extract<ReaderWord, { t: 'at' }>;
type CharterWord = Extract<ReaderWord, { t: 'charter' }>;

/** What the exchange of charters works with. */
export interface CharterDeskParts {
  readonly book: ChannelBook;
  readonly verify: VerifySignature;
  readonly log: Log;
  readonly say: (space: SpaceId, word: ReaderWord, except: AccountId | null) => void;
  readonly sayTo: (space: SpaceId, reader: AccountId, word: ReaderWord) => void;
  /** Who writes a channel changed. */
  readonly onCharter: (space: SpaceId) => Promise<void>;
}

/** Exchanges charters with other readers: a longer one takes the place of ours, another one proves a fork (CHN-6). */
export class CharterDesk {
  private readonly parts: CharterDeskParts;
  private readonly turn = new Turn();
  /** What each link was given last: it may be asked for as often as somebody likes, and is large. */
  private readonly given = new Map<AccountId, Charter>();

  constructor(parts: CharterDeskParts) {
    this.parts = parts;
  }

  /** What one says of one's own charter. */
  at(space: SpaceId): AtWord {
    const last = this.parts.book.get(space)?.charter?.statements.at(-1);
    return { t: 'at', n: last?.content.n ?? null, id: last?.id ?? null };
  }

  /** Somebody says how far theirs goes. */
  onAt(reader: AccountId, space: SpaceId, { n, id }: AtWord): void {
    const charter = this.parts.book.get(space)?.charter ?? null;
    if (charter === null) return;
    const { sayTo } = this.parts;
    // Theirs goes on where ours ends: told how far ours goes, they give it.
    if (n !== null && n > charter.last.n) sayTo(space, reader, this.at(space));
    else if ((n !== charter.last.n || !isLast(charter, id)) && this.given.get(reader) !== charter) {
      this.given.set(reader, charter);
      sayTo(space, reader, { t: 'charter', bytes: packCharter(charter) });
    }
  }

  /** A link ended. */
  part(reader: AccountId): void {
    this.given.delete(reader);
  }

  /** Takes a charter. False when it is none of this channel. */
  onCharter(reader: AccountId, space: SpaceId, { bytes }: CharterWord): Promise<boolean> {
    return this.turn.take(async () => {
      const { book, verify } = this.parts;
      const channel = book.get(space);
      if (channel === null) return true;
      const read = await verifyCharter(bytes, space, { verify, known: channel.charter });
      if (!read.ok) return false;
      if (channel.charter === null) await this.keep(space, read.value, reader);
      else await this.weigh(reader, channel.charter, read.value);
      return true;
    });
  }

  /** An own change of a charter: kept, then told. */
  async keep(space: SpaceId, charter: Charter, from: AccountId | null): Promise<boolean> {
    const kept = await this.parts.book.setCharter(space, charter);
    if (!kept.ok) return false;
    await this.parts.onCharter(space);
    this.parts.say(space, this.at(space), from);
    return true;
  }

  private async weigh(reader: AccountId, own: Charter, other: Charter): Promise<void> {
    const { space } = own;
    const standing = compareCharters(own, other);
    const channel = this.parts.book.get(space);
    if (channel === null) return;
    // What one saw first stands; where who decides there signed two, nothing more is taken (CHN-6).
    if (standing === 'longer' && !isFrozen(channel)) await this.keep(space, other, reader);
    if (standing !== 'forked') return;
    // One that freezes nothing gives way to one that does.
    if (channel.fork !== null && (isFrozen(channel) || !isFrozenBy(own, other))) return;
    this.parts.log.write('error', 'admission', 'the owner of a channel signed two charters for one place');
    await this.parts.book.setFork(space, packCharter(other));
    // Everybody is to see both.
    this.parts.sayTo(space, reader, { t: 'charter', bytes: packCharter(own) });
    this.parts.say(space, { t: 'charter', bytes: packCharter(other) }, reader);
  }
}

function isLast({ statements }: Charter, id: Uint8Array | null): boolean {
  const last = statements.at(-1);
  return last !== undefined && id !== null && equalBytes(last.id, id);
}
