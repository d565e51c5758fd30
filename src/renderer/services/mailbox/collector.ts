import { ephemeralOf, openBundle } from '@domain/mailbox/seal.ts';
import { type BundleContent, readBundle } from '@domain/mailbox/bundle.ts';
import type { FetchedBundle } from '@ports/mailbox.ts';
import type { MailKeeper } from './mailMemory.ts';
import type { MailParts } from './mailParts.ts';
import { ownServices, sharedServices } from './mailTargets.ts';
import type { OwnBox, PairBoxes } from './pairBoxes.ts';
import type { ServiceBook } from './serviceBook.ts';
import type { WordTaker } from './wordTaker.ts';

/** Mailboxes asked about in one question. */
const KEYS_AT_ONCE = 256;
/** Most answers to one question that are looked at in one go: a service that always has more is left for the next time. */
const MOST_PAGES = 64;
/** Bundles said to be done with in one word. */
const DONE_AT_ONCE = 256;

/** A bundle that was opened and read. */
interface Letter {
  readonly id: number;
  readonly box: OwnBox;
  readonly content: BundleContent;
}

/** Fetches what lies in one's own mailboxes, takes what is true of it, and says what need not be kept any more. */
export class Collector {
  private readonly parts: MailParts;
  private readonly keeper: MailKeeper;
  private readonly boxes: PairBoxes;
  private readonly book: ServiceBook;
  private readonly taker: WordTaker;

  constructor(
    parts: MailParts,
    ways: {
      readonly keeper: MailKeeper;
      readonly boxes: PairBoxes;
      readonly book: ServiceBook;
      readonly taker: WordTaker;
    },
  ) {
    this.parts = parts;
    this.keeper = ways.keeper;
    this.boxes = ways.boxes;
    this.book = ways.book;
    this.taker = ways.taker;
  }

  /** Looks into every own mailbox once. */
  async run(): Promise<void> {
    const wanted = new Map<string, OwnBox[]>();
    for (const target of this.parts.targets().values()) {
      const own = await this.boxes.ownBoxes(target);
      for (const address of sharedServices(target, this.parts.services()))
        wanted.set(address, [...(wanted.get(address) ?? []), ...own]);
    }
    for (const [address, own] of wanted) {
      for (let from = 0; from < own.length && this.book.isOpen(address); from += KEYS_AT_ONCE)
        await this.collect(address, own.slice(from, from + KEYS_AT_ONCE));
    }
    for (const address of ownServices(this.parts.services())) if (!wanted.has(address)) await this.probe(address);
  }

  /** Asks a service that is of no use yet for a mailbox nobody has, so that its person sees whether it is one. */
  private async probe(address: string): Promise<void> {
    if (this.book.isOpen(address))
      this.book.note(address, await this.parts.mailbox.fetch(address, [this.parts.random.bytes(32)], 0));
  }

  /** Takes what one service has in some mailboxes. */
  private async collect(address: string, own: readonly OwnBox[]): Promise<void> {
    const byName = new Map(own.map((box) => [box.name, box]));
    let after = 0;
    let waiting: readonly Letter[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const keys = own.map(({ key }) => key);
      const answer = this.book.note(address, await this.parts.mailbox.fetch(address, keys, after));
      if (!answer.ok) return;
      const done = new Map<OwnBox, number[]>();
      const read = await this.readAll(answer.value.bundles, byName, done);
      waiting = await this.takeAll([...waiting, ...read], done);
      for (const [box, ids] of done) await this.tellDone(address, box, ids);
      const last = answer.value.bundles.at(-1)?.id ?? after;
      // A service whose places do not rise would be asked for ever.
      if (!answer.value.more || last <= after) return;
      after = last;
    }
  }

  /** Opens and reads bundles. What is none, forged, over or known is done with at once. */
  private async readAll(
    bundles: readonly FetchedBundle[],
    byName: ReadonlyMap<string, OwnBox>,
    done: Map<OwnBox, number[]>,
  ): Promise<readonly Letter[]> {
    const letters: Letter[] = [];
    for (const bundle of bundles) {
      const box = byName.get(bundle.box);
      // Of a mailbox that was not asked about there is nothing to say.
      if (box === undefined) continue;
      const content = await this.read(bundle, box);
      const isNew = content !== null && !this.keeper.isSeen(content.id);
      if (isNew) letters.push({ id: bundle.id, box, content });
      else addTo(done, box, bundle.id);
    }
    return letters;
  }

  private async read({ bytes }: FetchedBundle, { target }: OwnBox): Promise<BundleContent | null> {
    const { self, clock, verify, log } = this.parts;
    const ephemeral = ephemeralOf(bytes);
    const shared = ephemeral === null ? null : await self.keys.agree(ephemeral);
    if (ephemeral === null || shared?.ok !== true) return null;
    const opened = openBundle(bytes, { ephemeral, recipient: self.keys.public.agreement, shared: shared.value });
    if (!opened.ok) {
      log.write('warn', 'mailbox', `not opened: ${opened.error.code}`);
      return null;
    }
    const reading = { from: target.device, to: self.device, now: clock.now(), verify };
    const read = await readBundle(opened.value, reading);
    if (!read.ok) log.write('warn', 'mailbox', `not read: ${read.error.code}`);
    return read.ok ? read.value : null;
  }

  /** Takes letters, again and again as long as one makes room for another: a service may have turned their order round. */
  private async takeAll(letters: readonly Letter[], done: Map<OwnBox, number[]>): Promise<readonly Letter[]> {
    let waiting = letters;
    for (;;) {
      const left: Letter[] = [];
      const taken: [string, number][] = [];
      for (const letter of waiting) {
        const { id, box, content } = letter;
        if ((await this.taker.take(box.target, content)) === 'later') left.push(letter);
        else {
          taken.push([content.id, content.until]);
          addTo(done, box, id);
        }
      }
      if (taken.length > 0) await this.keeper.setSeen(taken);
      if (left.length === waiting.length || left.length === 0) return left;
      waiting = left;
    }
  }

  private async tellDone(address: string, box: OwnBox, ids: readonly number[]): Promise<void> {
    for (let from = 0; from < ids.length; from += DONE_AT_ONCE)
      this.book.note(address, await this.parts.mailbox.done(address, box.key, ids.slice(from, from + DONE_AT_ONCE)));
  }
}

function addTo(done: Map<OwnBox, number[]>, box: OwnBox, id: number): void {
  done.set(box, [...(done.get(box) ?? []), id]);
}
