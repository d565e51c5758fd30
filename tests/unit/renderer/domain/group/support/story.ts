/** Groups told act by act: people with made-up cards, and branches that know different parts of one history. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ContactCard } from '@domain/contact/card.ts';
import type { RosterDeed } from '@domain/group/body.ts';
import { DEFAULT_POLICY, type GroupPolicy } from '@domain/group/policy.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import type { Founding, Roster, RosterAct } from '@domain/group/roster.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId } from '@shared/ids.ts';

/** The same few names are hashed for every act of every life. */
function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? make(text);
    known.set(text, value);
    return value;
  };
}

const plainHash = (text: string) => sha256(utf8ToBytes(text));
const hash = remembered(plainHash);
const named = remembered((text) => toBase64url(hash(text)));
/** The account of a person. */
export const account = (name: string) => named(`account ${name}`) as AccountId;
/** `bob` is Bob's first device, `bob/2` his second. */
export const device = (name: string) => named(`device ${name.replace(/\/1$/, '')}`) as DeviceId;
/** An event id of that name. */
export const eventIdOf = (name: string) => toBase64url(plainHash(`event ${name}`)) as EventId;
/** Whose device it is. */
export const personOf = (name: string) => name.split('/')[0] ?? name;
export const nonce = new Uint8Array(16).fill(7);
/** The group Alice founds in every story. */
export const founding: Founding = (() => {
  const talk = groupSpace(account('alice'), nonce);
  return { talk, roster: rosterSpace(talk) };
})();

/** A card of a person with two devices, signed by the first. */
export function card(name: string, change: Partial<ContactCard> = {}): ContactCard {
  return {
    account: account(name),
    root: hash(`root ${name}`),
    certificates: [name, `${name}/2`].map((at) => certificate(name, device(at))),
    revocations: [],
    signer: device(name),
    profile: { name, avatar: { kind: 'generated' } },
    signaling: [],
    version: 1,
    packed: hash(name),
    ...change,
  };
}

/** A certificate of a person for a device. */
export function certificate(name: string, id: DeviceId): Certificate {
  const key = hash(id);
  const signed = { bytes: key, signature: key };
  return {
    account: account(name),
    device: id,
    root: key,
    signing: key,
    agreement: key,
    roles: ['chat'],
    at: 1,
    by: null,
    signed,
  };
}

type Cut = readonly [device: string, rosterSeq: number, talkSeq: number];
type Place = { readonly at?: number; readonly seen?: readonly EventId[] };
/** A deed but for what was seen. */
type Plain = RosterDeed extends infer Deed ? (Deed extends { seen: unknown } ? Omit<Deed, 'seen'> : never) : never;

let clock = 1_000_000;
let serial = 0;

/** Rows as a remover writes them. */
export function cutRows(cuts: readonly Cut[]) {
  return cuts.map(([name, rosterSeq, talkSeq]) => ({
    device: device(name),
    rosterSeq,
    talkSeq,
    talkId: talkSeq < 0 ? null : eventIdOf(`talk ${name} ${talkSeq}`),
    rosterId: rosterSeq < 0 ? null : eventIdOf(`roster ${name} ${rosterSeq}`),
  }));
}

/** What someone knows of the acts of a group. */
export class Branch {
  readonly acts: RosterAct[];

  constructor(acts: RosterAct[] = []) {
    this.acts = acts;
  }

  /** A group of Alice's with these members. */
  static founded(members: readonly string[] = [], policy: Partial<GroupPolicy> = {}): Branch {
    const branch = new Branch();
    branch.act('alice', foundedDeed({ ...DEFAULT_POLICY, ...policy }));
    for (const name of members) branch.add('alice', name);
    return branch;
  }

  roster(): Roster {
    return resolveRoster(founding, this.acts);
  }

  fork(): Branch {
    return new Branch([...this.acts]);
  }

  /** Everything the others know, too. */
  learn(...others: readonly Branch[]): this {
    const known = new Set(this.acts.map(({ id }) => id));
    for (const act of others.flatMap((other) => other.acts)) {
      if (known.has(act.id)) continue;
      known.add(act.id);
      this.acts.push(act);
    }
    return this;
  }

  /** An act by a device that has seen all of this branch, unless `place` says otherwise. */
  act(by: string, deed: Plain, place: Place = {}): RosterAct {
    clock += 10;
    serial += 1;
    const own = this.acts.filter((act) => act.device === device(by));
    const act: RosterAct = {
      id: eventIdOf(String(serial)),
      author: account(personOf(by)),
      device: device(by),
      seq: own.length,
      prev: own.at(-1)?.id ?? null,
      at: place.at ?? clock,
      act: { ...deed, seen: place.seen ?? this.roster().frontier },
    };
    this.acts.push(act);
    return act;
  }

  add(by: string, name: string, place?: Place) {
    return this.act(by, { kind: 'group.added', card: card(name), via: null, floors: [] }, place);
  }

  /** Removes; unless said otherwise, nothing of theirs counts but what the remover's act depends on. */
  remove(by: string, name: string, more: Place & { readonly cuts?: readonly Cut[] } = {}) {
    return this.act(by, { kind: 'group.removed', account: account(name), cuts: cutRows(more.cuts ?? []) }, more);
  }

  role(by: string, name: string, role: 'admin' | 'member', more: Place & { readonly cuts?: readonly Cut[] } = {}) {
    return this.act(by, { kind: 'group.role', account: account(name), role, cuts: cutRows(more.cuts ?? []) }, more);
  }

  promote(by: string, name: string, place: Place = {}) {
    return this.role(by, name, 'admin', place);
  }

  demote(by: string, name: string, more: Place & { readonly cuts?: readonly Cut[] } = {}) {
    return this.role(by, name, 'member', more);
  }

  handOver(by: string, name: string, place?: Place) {
    return this.act(by, { kind: 'group.handed-over', account: account(name), card: card(name) }, place);
  }

  leave(by: string, more: Place & { readonly cuts?: readonly Cut[] } = {}) {
    return this.act(by, { kind: 'group.left', cuts: cutRows(more.cuts ?? []) }, more);
  }

  rename(by: string, name: string, place?: Place) {
    return this.act(by, { kind: 'group.changed', name }, place);
  }

  policy(by: string, policy: Partial<GroupPolicy>, place?: Place) {
    return this.act(by, { kind: 'group.changed', policy: { ...DEFAULT_POLICY, ...policy } }, place);
  }

  dissolve(by: string, place?: Place) {
    return this.act(by, { kind: 'group.dissolved' }, place);
  }

  /** Members as `name` or `name:role`, in order of names. */
  people(): string {
    const { members } = this.roster();
    const word = (role: string) => (role === 'member' ? '' : `:${role}`);
    return [...members.values()]
      .map(({ profile, role }) => profile.name + word(role))
      .sort()
      .join(' ');
  }

  /** `counts`, why an act is void, or that it waits. */
  fate(act: RosterAct): string {
    const roster = this.roster();
    if (roster.effective.has(act.id)) return 'counts';
    return roster.void.get(act.id) ?? (roster.pending.includes(act.id) ? 'pending' : 'missing');
  }
}

/** What the founder says first. */
export function foundedDeed(policy: GroupPolicy) {
  return {
    kind: 'group.founded',
    nonce,
    name: 'Garden',
    description: 'Seeds and tools',
    picture: { kind: 'generated' },
    policy,
    card: card('alice'),
  } as const;
}

/** What the branches know, together. */
export function merged(...branches: readonly Branch[]): Branch {
  return new Branch().learn(...branches);
}
