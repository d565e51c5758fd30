import { Budget } from '@shared/budget.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { decodeTyping, encodeTyping } from '@domain/link/typing.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';

/** While one writes it is said again this often, ms: a word may be lost. */
export const TYPING_EVERY = 3000;
/** So long after the last word somebody no longer writes, ms. */
export const TYPING_LASTS = 8000;
/** Words a link may bring; what is more is dropped unread. */
const INTAKE = { capacity: 20, perSecond: 2 } as const;
/** Most chats in which one person is shown to write at once. */
const MOST_PLACES = 3;

/** A link whose other end is known. */
export interface TypingLink {
  readonly link: Pick<PeerLink, 'send' | 'onMessage'>;
  readonly peer: { readonly account: AccountId };
}

/** What the desk works with. */
export interface TypingParts {
  readonly clock: Clock;
  readonly links: Snapshot<readonly TypingLink[]>;
  /** Who may be given a space now. */
  readonly readersOf: (space: SpaceId) => readonly AccountId[];
  /** Whether one may write there. */
  readonly mayWrite: (space: SpaceId) => boolean;
  /** Whether somebody is not to be heard. */
  readonly isBlocked: (account: AccountId) => boolean;
  /** Whether the person has it switched on: else nothing is said, and nothing shown. */
  readonly isAllowed: () => boolean;
}

/** By chat who writes there. */
export type TypingBySpace = ReadonlyMap<SpaceId, readonly AccountId[]>;

interface Word {
  readonly space: SpaceId;
  readonly account: AccountId;
  readonly cancel: Disposer;
}

/** Tells those who are linked that one writes, and hears it of them (PRE-13). Nothing of it is kept, and it goes no further than one link. */
export class TypingDesk {
  readonly typing: WritableSnapshot<TypingBySpace> = writableSnapshot<TypingBySpace>(new Map());
  private readonly parts: TypingParts;
  private readonly attached = new Map<TypingLink, Disposer>();
  private readonly heard = new Map<string, Word>();
  private readonly saidAt = new Map<SpaceId, number>();
  private readonly stopFollowing: Disposer;

  constructor(parts: TypingParts) {
    this.parts = parts;
    this.stopFollowing = parts.links.subscribe(() => this.follow());
    this.follow();
  }

  /** One writes, or has stopped. Asked for with every key, it is said as often as it must be. */
  tell(space: SpaceId, isTyping: boolean): void {
    if (!this.isDue(space, isTyping)) return;
    if (isTyping) this.saidAt.set(space, this.parts.clock.monotonic());
    else this.saidAt.delete(space);
    if (!this.parts.isAllowed() || !this.parts.mayWrite(space)) return;
    const readers = this.parts.readersOf(space);
    const frame = encodeTyping({ space, isTyping });
    // What is lost on the way is said again.
    for (const { link, peer } of this.attached.keys())
      if (readers.includes(peer.account) && !this.parts.isBlocked(peer.account)) void link.send('realtime', frame);
  }

  /** That one stopped is said once, and that one writes not with every key. */
  private isDue(space: SpaceId, isTyping: boolean): boolean {
    const last = this.saidAt.get(space);
    if (last === undefined) return isTyping;
    return !isTyping || this.parts.clock.monotonic() - last >= TYPING_EVERY;
  }

  /** Whoever said something has stopped writing. */
  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    for (const { author } of events) this.forget(keyOf(space, author));
  }

  /** It was switched off: nobody is shown to write any more. */
  hush(): void {
    for (const key of [...this.heard.keys()]) this.forget(key);
  }

  dispose(): void {
    this.stopFollowing();
    for (const stop of this.attached.values()) stop();
    this.attached.clear();
    this.hush();
  }

  private follow(): void {
    const now = new Set(this.parts.links.get());
    for (const [link, stop] of this.attached) {
      if (now.has(link)) continue;
      stop();
      this.attached.delete(link);
    }
    for (const link of now) if (!this.attached.has(link)) this.attach(link);
    const linked = new Set([...now].map(({ peer }) => peer.account));
    for (const [key, { account }] of this.heard) if (!linked.has(account)) this.forget(key);
  }

  private attach(link: TypingLink): void {
    const budget = new Budget(this.parts.clock, INTAKE);
    const stop = link.link.onMessage((channel, bytes) => {
      const word = channel === 'realtime' ? decodeTyping(bytes) : null;
      if (word !== null && budget.take()) this.hear(link.peer.account, word.space, word.isTyping);
    });
    this.attached.set(link, stop);
  }

  private hear(account: AccountId, space: SpaceId, isTyping: boolean): void {
    const { clock, isAllowed, isBlocked, readersOf } = this.parts;
    const key = keyOf(space, account);
    if (!isTyping) return this.forget(key);
    if (!isAllowed() || isBlocked(account) || !readersOf(space).includes(account)) return;
    const known = this.heard.get(key);
    known?.cancel();
    const cancel = clock.after(TYPING_LASTS, () => this.forget(key));
    this.heard.set(key, { space, account, cancel });
    if (known !== undefined) return;
    const places = [...this.heard].filter(([, word]) => word.account === account);
    for (const [old] of places.slice(0, -MOST_PLACES)) this.forget(old);
    this.show();
  }

  private forget(key: string): void {
    const word = this.heard.get(key);
    if (word === undefined) return;
    word.cancel();
    this.heard.delete(key);
    this.show();
  }

  private show(): void {
    const shown = new Map<SpaceId, AccountId[]>();
    for (const { space, account } of this.heard.values()) shown.set(space, [...(shown.get(space) ?? []), account]);
    this.typing.set(shown);
  }
}

function keyOf(space: SpaceId, account: AccountId): string {
  return `${space} ${account}`;
}
