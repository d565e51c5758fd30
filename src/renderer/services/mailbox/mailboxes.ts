import type { SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import { Collector } from './collector.ts';
import { CrowdKeeper } from './mailCrowd.ts';
import { Depositor } from './depositor.ts';
import { MailKeeper } from './mailMemory.ts';
import type { MailParts, ServiceOutcome } from './mailParts.ts';
import { type MailboxServiceStatus, MAILBOX_STATUS_NAME } from './mailboxStatus.ts';
import { PairBoxes } from './pairBoxes.ts';
import { ServiceBook } from './serviceBook.ts';
import { WordTaker } from './wordTaker.ts';

/** How long after a start one looks for the first time, and how often from then on, ms. */
const FIRST_LOOK = 1500;
const LOOK_EVERY = 3 * 60_000;
/** After so many looks it is gone through all that may be lacking anywhere: what was left runs out. */
const LOOKS_UNTIL_ALL = 20;
/** How long words wait for a link before they are left in a mailbox, ms. */
const LEAVE_AFTER = 5000;
/** How long after a link ended it is looked for what did not get through, ms: most come back by themselves. */
const LEAVE_AFTER_LINK = 20_000;
/** Most services that are shown. */
const MOST_SHOWN = 16;

/** What mailboxes work with, and whether they are wanted. */
export interface MailboxesParts extends Omit<MailParts, 'onOutcome' | 'onCrowd'> {
  readonly isOn: () => boolean;
}

/** Leaves what others lack in their mailboxes and fetches what lies in one's own, by itself. */
export class Mailboxes {
  private readonly parts: MailboxesParts;
  private readonly keeper: MailKeeper;
  private readonly crowd: CrowdKeeper;
  private readonly book: ServiceBook;
  private readonly depositor: Depositor;
  private readonly collector: Collector;
  private readonly looking = new Turn();
  private readonly disposers: Disposer[] = [];
  private readonly outcomes = new Map<string, MailboxServiceStatus>();
  private stopLeaving: Disposer = () => undefined;
  private stopLooking: Disposer = () => undefined;
  private due: Set<SpaceId> | null = new Set();
  private links = 0;
  /** Something could not be left. */
  private isBehind = false;
  private looks = 0;
  private isOver = false;

  constructor(given: MailboxesParts) {
    this.parts = given;
    this.crowd = new CrowdKeeper(given.store);
    const parts: MailParts = {
      ...given,
      onOutcome: (address, outcome) => this.show(address, outcome),
      onCrowd: (...said) => this.crowd.note(...said),
    };
    this.keeper = new MailKeeper(parts.store, parts.clock);
    this.book = new ServiceBook(parts.clock, parts.onOutcome);
    const boxes = new PairBoxes(parts);
    const { keeper, book } = this;
    this.depositor = new Depositor(parts, { keeper, boxes, book });
    const taker = new WordTaker(parts, keeper, (device, space, chain) => this.depositor.owe(device, space, chain));
    this.collector = new Collector(parts, { keeper, boxes, book, taker });
  }

  /** Begins. */
  async start(): Promise<void> {
    await this.keeper.load();
    await this.crowd.clear();
    if (this.isOver) return;
    this.disposers.push(this.parts.replicator.sessions.subscribe(() => this.followLinks()));
    this.lookIn(FIRST_LOOK);
    this.leaveIn(LEAVE_AFTER_LINK, null);
  }

  /** Hears of own words. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    const { device } = this.parts.self;
    const own = events.filter(({ content }) => content.device === device).map(({ content }) => content.space);
    if (own.length > 0) this.leaveIn(LEAVE_AFTER, own);
  }

  /** The machine woke, the network changed, or other services are to be used: everything is tried again. */
  nudge(): void {
    this.book.forget();
    this.lookIn(FIRST_LOOK);
    this.leaveIn(LEAVE_AFTER, null);
  }

  dispose(): void {
    this.isOver = true;
    this.stopLeaving();
    this.stopLooking();
    for (const dispose of this.disposers) dispose();
    this.parts.mailbox.dispose();
  }

  private followLinks(): void {
    const links = this.parts.replicator.sessions.get().length;
    if (links < this.links) this.leaveIn(LEAVE_AFTER_LINK, null);
    this.links = links;
  }

  /** Leaves what is lacking a while later, of these spaces or of all. */
  private leaveIn(delay: number, spaces: readonly SpaceId[] | null): void {
    if (spaces === null) this.due = null;
    else for (const space of spaces) this.due?.add(space);
    this.stopLeaving();
    this.stopLeaving = this.parts.clock.after(delay, () => void this.leave());
  }

  private async leave(): Promise<void> {
    const { due } = this;
    this.due = new Set();
    if (this.isOver || !this.parts.isOn()) return;
    const isWhole = await this.depositor.run(due);
    if (!isWhole) this.isBehind = true;
  }

  private lookIn(delay: number): void {
    this.stopLooking();
    this.stopLooking = this.parts.clock.after(delay, () => {
      this.lookIn(LOOK_EVERY);
      void this.looking.take(() => this.look());
    });
  }

  private async look(): Promise<void> {
    if (this.isOver || !this.parts.isOn()) return;
    await this.collector.run();
    this.looks += 1;
    const isMissing = this.keeper.takeMissing();
    const isAll = isMissing || this.isBehind || this.looks % LOOKS_UNTIL_ALL === 0;
    this.isBehind = false;
    // Who left something is told that it came, and what could not be left before is tried again.
    this.leaveIn(LEAVE_AFTER, isAll ? null : []);
  }

  private show(address: string, outcome: ServiceOutcome): void {
    const before = this.outcomes.get(address);
    if (before?.outcome === outcome) return;
    this.outcomes.delete(address);
    this.outcomes.set(address, { address, outcome, at: this.parts.clock.now() });
    const value = [...this.outcomes.values()].slice(-MOST_SHOWN);
    void this.parts.store.values.put({ name: MAILBOX_STATUS_NAME, value });
  }
}
