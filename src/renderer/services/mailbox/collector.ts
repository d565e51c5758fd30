import { ephemeralOf, openBundle } from '@domain/mailbox/seal.ts';
import { type BundleContent, readBundle } from '@domain/mailbox/bundle.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { FetchedBundle } from '@ports/mailbox.ts';
import type { MailKeeper } from './mailMemory.ts';
import type { MailParts } from './mailParts.ts';
import { MailPiles } from './mailPiles.ts';
import { ownServices, sharedServices } from './mailTargets.ts';
import type { OwnBox, PairBoxes } from './pairBoxes.ts';
import type { ServiceBook } from './serviceBook.ts';
import type { WordTaker } from './wordTaker.ts';

/** Mailboxes asked about in one question. */
const KEYS_AT_ONCE = 256;
/** Most answers to one question that are looked at in one go: a service that always has more is left for the next time. */
const MOST_PAGES = 64;
/** Bundles of one device that may stay where they are before its mailboxes are looked into apart from the others'. */
const MOST_LEFT = 16;
/** Answers about one such device, and about all of them, that are looked at in one go. */
const PAGES_APART = 8;
const MOST_PAGES_APART = 32;
/** Bundles said to be done with in one word. */
const DONE_AT_ONCE = 256;

/** A bundle that was opened and read. */
interface Letter {
  readonly id: number;
  readonly box: OwnBox;
  readonly content: BundleContent;
}

/** A bundle that stays where it is, and the mailbox that is. */
interface Staying {
  readonly bundle: FetchedBundle;
  readonly box: OwnBox;
}

/** Where looking begins, for how many answers, and how many bundles of one device may stay before it is left out. */
interface Stretch {
  readonly after: number;
  readonly pages: number;
  readonly mostLeft: number;
}

/** Fetches what lies in one's own mailboxes, takes what is true of it, and says what need not be kept any more. */
export class Collector {
  private readonly parts: MailParts;
  private readonly keeper: MailKeeper;
  private readonly boxes: PairBoxes;
  private readonly book: ServiceBook;
  private readonly taker: WordTaker;
  /** Devices of whom much stays at a service, and where looking goes on with each: they keep nobody else's words back. */
  private readonly apart = new Map<string, Map<DeviceId, number>>();
  /** What stays at each service. */
  private readonly piles = new Map<string, MailPiles>();
  /** Where looking goes on with the others, where it did not come to the end. */
  private readonly resume = new Map<string, number>();

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
      const apart = this.apartAt(address);
      const crowd = own.filter(({ target }) => !apart.has(target.device));
      for (let from = 0; from < crowd.length && this.book.isOpen(address); from += KEYS_AT_ONCE)
        await this.collectCrowd(address, crowd.slice(from, from + KEYS_AT_ONCE), from);
      await this.collectApart(address, own);
    }
    for (const address of ownServices(this.parts.services())) if (!wanted.has(address)) await this.probe(address);
  }

  /** Asks a service that is of no use yet for a mailbox nobody has, so that its person sees whether it is one. */
  private async probe(address: string): Promise<void> {
    if (this.book.isOpen(address))
      this.book.note(address, await this.parts.mailbox.fetch(address, [this.parts.random.bytes(32)], 0));
  }

  private pilesAt(address: string): MailPiles {
    const piles = this.piles.get(address) ?? new MailPiles();
    this.piles.set(address, piles);
    return piles;
  }

  /** Counts what stays where it is, by mailbox and by the device that left it. */
  private countLeft(address: string, left: Map<DeviceId, number>, staying: readonly Staying[]): void {
    const piles = this.pilesAt(address);
    for (const { bundle, box } of staying) {
      piles.add(bundle);
      left.set(box.target.device, (left.get(box.target.device) ?? 0) + 1);
    }
  }

  /** These mailboxes were gone through: says of whom so much stays that there is hardly room for more. */
  private tellPiles(address: string, seen: readonly OwnBox[]): null {
    this.pilesAt(address).end(seen.map(({ name }) => name));
    for (const target of new Set(seen.map((box) => box.target))) {
      const names = seen.filter((box) => box.target === target).map(({ name }) => name);
      const isNearlyFull = [...this.piles.values()].some((piles) => names.some((name) => piles.isNearlyFull(name)));
      this.parts.onCrowd(target, 'from', isNearlyFull);
    }
    return null;
  }

  private apartAt(address: string): Map<DeviceId, number> {
    const apart = this.apart.get(address) ?? new Map<DeviceId, number>();
    this.apart.set(address, apart);
    return apart;
  }

  /** Takes what one service has in the mailboxes of many, none of whom can keep it from the others. */
  private async collectCrowd(address: string, own: readonly OwnBox[], part: number): Promise<void> {
    const name = `${part} ${address}`;
    const after = this.resume.get(name) ?? 0;
    if (after === 0) this.pilesAt(address).begin(own.map((box) => box.name));
    const reached = await this.collect(address, own, { after, pages: MOST_PAGES, mostLeft: MOST_LEFT });
    if (reached === null) this.resume.delete(name);
    else this.resume.set(name, reached);
  }

  /** Takes what is left of those who have much there, some of each in turn. */
  private async collectApart(address: string, own: readonly OwnBox[]): Promise<void> {
    const apart = this.apartAt(address);
    for (const [device, after] of [...apart].slice(0, MOST_PAGES_APART / PAGES_APART)) {
      if (!this.book.isOpen(address)) return;
      const boxes = own.filter(({ target }) => target.device === device);
      apart.delete(device);
      const stretch = { after, pages: PAGES_APART, mostLeft: Number.POSITIVE_INFINITY };
      const reached = boxes.length === 0 ? null : await this.collect(address, boxes, stretch);
      if (reached !== null) apart.set(device, reached);
    }
  }

  /** Takes what one service has in some mailboxes. Resolves to where it goes on; null when the end was reached. */
  private async collect(address: string, own: readonly OwnBox[], stretch: Stretch): Promise<number | null> {
    const byName = new Map(own.map((box) => [box.name, box]));
    const left = new Map<DeviceId, number>();
    const isIn = ({ target }: Pick<OwnBox, 'target'>) => (left.get(target.device) ?? 0) <= stretch.mostLeft;
    let asked = own;
    let { after } = stretch;
    let waiting: readonly Letter[] = [];
    for (let page = 0; page < stretch.pages; page += 1) {
      const keys = asked.map(({ key }) => key);
      const answer = this.book.note(address, await this.parts.mailbox.fetch(address, keys, after));
      if (!answer.ok) return after;
      const done = new Map<OwnBox, number[]>();
      const read = await this.readAll(answer.value.bundles, byName, done);
      waiting = await this.takeAll([...waiting, ...read], done);
      await this.tellDone(address, done);
      this.countLeft(address, left, leftOf(answer.value.bundles, { byName, done }));
      const last = answer.value.bundles.at(-1)?.id ?? after;
      // A service whose places do not rise would be asked for ever.
      if (!answer.value.more || last <= after) return this.tellPiles(address, asked);
      after = last;
      this.setApart(
        address,
        asked.filter((box) => !isIn(box)),
        after,
      );
      asked = asked.filter(isIn);
      waiting = waiting.filter(({ box }) => isIn(box));
      if (asked.length === 0) return null;
    }
    return after;
  }

  /** Opens and reads bundles. What is none, forged or known is done with at once; what only the own clock speaks against is not. */
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
      if (content === 'untimely') continue;
      const isNew = content !== null && !this.keeper.isSeen(content.id);
      if (isNew) letters.push({ id: bundle.id, box, content });
      else addTo(done, box, bundle.id);
    }
    return letters;
  }

  /** Null where it is of no use, ever. */
  private async read({ bytes }: FetchedBundle, { target }: OwnBox): Promise<BundleContent | 'untimely' | null> {
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
    if (read.ok) return read.value;
    log.write('warn', 'mailbox', `not read: ${read.error.code}`);
    // The clock may be wrong: the service lets go of what is over.
    return read.error.code === 'bundle-expired' || read.error.code === 'bundle-early' ? 'untimely' : null;
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

  private setApart(address: string, boxes: readonly OwnBox[], after: number): void {
    for (const { target } of boxes) this.apartAt(address).set(target.device, after);
  }

  private async tellDone(address: string, done: ReadonlyMap<OwnBox, readonly number[]>): Promise<void> {
    for (const [{ key }, ids] of done)
      for (let from = 0; from < ids.length; from += DONE_AT_ONCE)
        this.book.note(address, await this.parts.mailbox.done(address, key, ids.slice(from, from + DONE_AT_ONCE)));
  }
}

function addTo(done: Map<OwnBox, number[]>, box: OwnBox, id: number): void {
  done.set(box, [...(done.get(box) ?? []), id]);
}

/** What of an answer stays where it is, and in which mailbox. */
function leftOf(
  bundles: readonly FetchedBundle[],
  by: { readonly byName: ReadonlyMap<string, OwnBox>; readonly done: ReadonlyMap<OwnBox, readonly number[]> },
): readonly Staying[] {
  const gone = new Map([...by.done].map(([box, ids]) => [box, new Set(ids)]));
  return bundles.flatMap((bundle) => {
    const box = by.byName.get(bundle.box);
    return box === undefined || gone.get(box)?.has(bundle.id) === true ? [] : [{ bundle, box }];
  });
}
