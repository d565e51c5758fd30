import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { compareBytes } from '@domain/codec/bytes.ts';
import type { Pass } from '@domain/moments/pass.ts';
import { asideSpace } from '@domain/moments/visibility.ts';
import { type Aside, blindedId, splitHeld } from '@domain/moments/words.ts';
import type { FeedWord, LinkedPeer } from '../replication/session.ts';

/** Passes that somebody said: their own for us, or those they were given by others. */
export interface SaidPasses {
  readonly t: 'give' | 'show';
  readonly passes: readonly Uint8Array[];
}

/** A link to somebody, as far as circles need it. */
export interface MomentLink {
  readonly peer: LinkedPeer;
  say(word: FeedWord): void;
}

/** Most words kept of who is no contact yet. */
const MOST_EARLY = 16;
/** Most spaces somebody told of that wait for a pass. */
const MOST_WAITING = 4096;
/** Most passes kept that devices signed of which no card is here yet: more than anybody has circles. */
const MOST_UNSIGNED = 512;

/** What was said about circles on one link, in both directions; gone with the link. */
export class LinkTalk {
  readonly link: MomentLink;
  isGreeted = false;
  private readonly device: DeviceId;
  private readonly ids = new Map<string, string>();
  private theirs: ReadonlySet<string> = new Set();
  private told = '';
  private readonly shown = new Set<string>();
  private readonly announced = new Set<SpaceId>();
  private readonly waiting = new Map<SpaceId, Aside>();
  private readonly early: FeedWord[] = [];
  private readonly unsigned = new Map<string, { readonly t: SaidPasses['t']; readonly pass: Pass }>();

  constructor(link: MomentLink, device: DeviceId) {
    this.link = link;
    this.device = device;
  }

  get peer(): LinkedPeer {
    return this.link.peer;
  }

  /** Said before we knew that they are a contact: the other side may know it a moment earlier. */
  hearEarly(word: FeedWord): void {
    if (this.early.length < MOST_EARLY) this.early.push(word);
  }

  takeEarly(): readonly FeedWord[] {
    return this.early.splice(0);
  }

  /** A pass of which nothing tells yet who signed it: said once on a link, it is looked at again when more is known. Of one circle and device the last. */
  keepUnsigned(t: SaidPasses['t'], pass: Pass): void {
    const name = `${t} ${pass.circle} ${pass.device}`;
    this.unsigned.delete(name);
    this.unsigned.set(name, { t, pass });
    const [oldest] = this.unsigned.keys();
    if (this.unsigned.size > MOST_UNSIGNED && oldest !== undefined) this.unsigned.delete(oldest);
  }

  takeUnsigned(): readonly SaidPasses[] {
    const said = [...this.unsigned.values()];
    this.unsigned.clear();
    return (['give', 'show'] as const).flatMap((t) => {
      const passes = said.filter((one) => one.t === t).map(({ pass }) => pass.packed);
      return passes.length === 0 ? [] : [{ t, passes }];
    });
  }

  /** Which circles the other reads, as far as we read them, too. */
  hold(ids: Uint8Array): void {
    this.theirs = splitHeld(ids);
  }

  theyHold(pass: Pass): boolean {
    return this.theirs.has(this.blinded(pass));
  }

  blinded(pass: Pass): string {
    const name = `${pass.circle} ${toBase64url(pass.secret)}`;
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = blindedId(pass, this.device, this.peer.device);
    this.ids.set(name, id);
    return id;
  }

  /** Whether these are others than were told last. */
  isNewHeld(ids: readonly string[]): boolean {
    const all = ids.toSorted().join('');
    if (all === this.told) return false;
    this.told = all;
    return true;
  }

  /** In an order that does not tell which are made up. */
  sorted(ids: readonly string[], padding: readonly Uint8Array[]): readonly Uint8Array[] {
    const own = ids.flatMap((id) => {
      const bytes = fromBase64url(id);
      return bytes.ok ? [bytes.value] : [];
    });
    return [...own, ...padding].toSorted(compareBytes);
  }

  /** True once for each pass. */
  isUnshown({ circle, epoch, until }: Pass): boolean {
    return isNew(this.shown, `${circle} ${epoch} ${until}`);
  }

  /** True once for each space. */
  isUntold(aside: Aside): boolean {
    return isNew(this.announced, asideSpace(aside));
  }

  /** Spaces the other told of. */
  hearOf(asides: readonly Aside[]): void {
    for (const aside of asides) if (this.waiting.size < MOST_WAITING) this.waiting.set(asideSpace(aside), aside);
  }

  /** Offers each that waits; those that are taken wait no more. The value is how many. */
  takeAsides(take: (aside: Aside) => boolean): number {
    let taken = 0;
    for (const [space, aside] of this.waiting) {
      if (!take(aside)) continue;
      this.waiting.delete(space);
      taken += 1;
    }
    return taken;
  }
}

function isNew<T>(set: Set<T>, value: T): boolean {
  if (set.has(value)) return false;
  set.add(value);
  return true;
}
