/** Who may read what of moments: pure, of what one device knows (VIS-2, VIS-4, VIS-6). */
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { taggedHash } from '../codec/bytes.ts';
import { toBase64url } from '@shared/base64url.ts';
import { remarkSpace, whisperSpace } from '../feed/spaces.ts';
import type { Audience } from './audience.ts';
import { type CircleKind, type Pass, firstPlaceIn, isGood } from './pass.ts';
import type { Aside } from './words.ts';

/** What decides whether a post is for somebody. */
export interface PersonFacts {
  readonly account: AccountId;
  /** Both said yes, and they are not blocked. */
  readonly isContact: boolean;
  readonly tags: readonly string[];
  /** The poster closed their moments to them. */
  readonly isClosed: boolean;
}

/** Whether an audience has somebody in it (VIS-2). Whoever is no contact, or shut out, is in none. */
export function isIn(audience: Audience, { account, isContact, tags, isClosed }: PersonFacts): boolean {
  if (!isContact || isClosed) return false;
  switch (audience.kind) {
    case 'contacts':
      return true;
    case 'tags':
      return audience.tags.some((tag) => tags.includes(tag));
    case 'only':
      return audience.accounts.includes(account);
    case 'except':
      return !audience.accounts.includes(account);
    case 'me':
      return false;
  }
}

/** Equal for audiences that say the same, in whatever order they name people or tags. */
export function audienceKey(audience: Audience): string {
  const sorted = [...new Set<string>(namedBy(audience))].toSorted();
  return toBase64url(taggedHash('banyan/moments/1', 'audience', encodeCanonical([audience.kind, ...sorted])));
}

function namedBy(audience: Audience): readonly string[] {
  if (audience.kind === 'tags') return audience.tags;
  return audience.kind === 'only' || audience.kind === 'except' ? audience.accounts : [];
}

/** An own circle, as far as reading goes. */
export interface OwnReaders {
  readonly kind: CircleKind;
  readonly readers: ReadonlySet<AccountId>;
}

/** A circle of somebody else, by the pass one was given. */
export interface HeldCircle {
  readonly pass: Pass;
  /** The highest epoch one has heard of. */
  readonly heard: number;
}

/** What counts of a pass that was verified. */
export type ShownPass = Pick<Pass, 'epoch' | 'until' | 'device' | 'from' | 'others'>;

/** What one device knows about circles. */
export interface CircleFacts {
  readonly self: AccountId;
  readonly own: ReadonlyMap<SpaceId, OwnReaders>;
  readonly held: ReadonlyMap<SpaceId, HeldCircle>;
  /** Passes others have shown, verified, by account and circle. */
  readonly shown: ReadonlyMap<AccountId, ReadonlyMap<SpaceId, ShownPass>>;
  readonly asides: ReadonlyMap<SpaceId, Aside>;
  /** The circles of all contacts of somebody that one reads oneself (or that are one's own): leave for any of them shows a friend of theirs (VIS-19). */
  readonly basesOf: (account: AccountId) => readonly SpaceId[];
  readonly isContact: (account: AccountId) => boolean;
}

/** Whose posts a circle holds; null for a circle one knows nothing of. */
export function ownerOf({ self, own, held }: CircleFacts, circle: SpaceId): AccountId | null {
  if (own.has(circle)) return self;
  return held.get(circle)?.pass.owner ?? null;
}

/** Whether somebody else has leave to read a circle, as far as is known here (VIS-4). */
export function hasLeave(facts: CircleFacts, account: AccountId, at: { circle: SpaceId; now: number }): boolean {
  const own = facts.own.get(at.circle);
  if (own !== undefined) return own.readers.has(account);
  const held = facts.held.get(at.circle);
  const shown = facts.shown.get(account)?.get(at.circle);
  return held !== undefined && shown !== undefined && isGood(shown, held.heard, at.now);
}

/**
 * Up to which place of a device's chain somebody is given nothing of a circle of another person, by their pass: one's own, or one that they showed (VIS-17).
 * -1 where all of it is given, as in every other space.
 */
export function floorIn(
  { self, held, shown }: CircleFacts,
  account: AccountId,
  at: { readonly circle: SpaceId; readonly device: DeviceId },
): number {
  const pass = account === self ? held.get(at.circle)?.pass : shown.get(account)?.get(at.circle);
  return pass === undefined ? -1 : firstPlaceIn(pass, at.device) - 1;
}

/** Whether a space of moments may be given to somebody else now (VIS-4, VIS-6, VIS-7). Of a space nobody told of: never. */
export function mayRead(facts: CircleFacts, account: AccountId, at: { space: SpaceId; now: number }): boolean {
  const { space, now } = at;
  if (account === facts.self || !facts.isContact(account)) return false;
  const aside = facts.asides.get(space);
  if (aside !== undefined) return mayReadAside(facts, account, { aside, now });
  return facts.held.get(space)?.pass.owner === account || hasLeave(facts, account, { circle: space, now });
}

function mayReadAside(facts: CircleFacts, account: AccountId, at: { aside: Aside; now: number }): boolean {
  const { circle, reader, what } = at.aside;
  if (account === ownerOf(facts, circle)) return true;
  const { now } = at;
  // Also of its reader: who was closed out says nothing more that others would be shown, and is told no answer.
  if (!hasLeave(facts, account, { circle, now })) return false;
  if (account === reader) return true;
  const bases = what === 'whispers' ? [] : facts.basesOf(reader);
  return bases.some((base) => hasLeave(facts, account, { circle: base, now }));
}

/** Whether a space beside a circle is one that may be here (VIS-6, VIS-7). */
export function mayHold(facts: CircleFacts, { circle, reader, what }: Aside): boolean {
  const owner = ownerOf(facts, circle);
  // The owner's own words are in the circle itself.
  if (owner === null || owner === reader) return false;
  if (reader === facts.self) return true;
  if (owner === facts.self) return facts.isContact(reader);
  return what === 'remarks' && facts.isContact(reader) && facts.basesOf(reader).length > 0;
}

/** The space of an {@link Aside}. */
export function asideSpace({ circle, reader, what }: Aside): SpaceId {
  return what === 'remarks' ? remarkSpace(circle, reader) : whisperSpace(circle, reader);
}
