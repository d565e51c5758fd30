import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import {
  MAX_FLOORS,
  MAX_SEEN,
  type RosterBody,
  deedOf,
  encodeRosterBody,
  isRosterKind,
  packedCardOf,
  parseRosterBody,
} from '@domain/group/body.ts';
import { DEFAULT_POLICY, MAX_HISTORY_COUNT } from '@domain/group/policy.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import type { DeviceId } from '@shared/ids.ts';
import { bytesOf, codeOf, must } from '../support/devices.ts';
import { account, card, cutRows, device, eventIdOf, nonce } from './support/story.ts';

const seen = [eventIdOf('one'), eventIdOf('two')];
const packed = bytesOf(300, 1);
const cuts = cutRows([
  ['bob', 3, 12],
  ['bob/2', -1, -1],
]);
const bodies: readonly Exclude<RosterBody, { kind: 'unknown' }>[] = [
  {
    kind: 'group.founded',
    seen: [],
    nonce,
    name: 'Garden',
    description: '',
    picture: { kind: 'generated' },
    policy: DEFAULT_POLICY,
    card: packed,
  },
  { kind: 'group.changed', seen, name: 'Orchard' },
  {
    kind: 'group.changed',
    seen,
    description: 'More',
    picture: { kind: 'picture', type: 'image/webp', bytes: bytesOf(50, 2) },
    policy: { ...DEFAULT_POLICY, history: { kind: 'last', count: 100 } },
  },
  { kind: 'group.added', seen, card: packed, via: eventIdOf('invite'), floors: [{ device: device('bob'), seq: 4 }] },
  { kind: 'group.added', seen, card: packed, via: null, floors: [] },
  { kind: 'group.removed', seen, account: account('bob'), cuts },
  { kind: 'group.left', seen, cuts },
  { kind: 'group.role', seen, account: account('bob'), role: 'member', cuts },
  { kind: 'group.handed-over', seen, account: account('bob'), card: packed },
  { kind: 'group.dissolved', seen },
];
const wireOf = (kind: RosterBody['kind']) => {
  const body = bodies.find((each) => each.kind === kind);
  if (body === undefined) throw new Error(`no ${kind}`);
  return encodeRosterBody(body);
};

describe('spaces', () => {
  it('GRP-1 depend on founder and nonce, and are three different things', () => {
    const talk = groupSpace(account('alice'), nonce);
    expect(groupSpace(account('alice'), nonce)).toBe(talk);
    const others = [
      groupSpace(account('bob'), nonce),
      groupSpace(account('alice'), bytesOf(16, 1)),
      rosterSpace(talk),
      rosterSpace(rosterSpace(talk)),
    ];
    expect(new Set([talk, ...others]).size).toBe(5);
  });

  it('GRP-1 are the tagged hashes the specification names', () => {
    const zero = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' as Parameters<typeof groupSpace>[0];
    const talk = groupSpace(zero, new Uint8Array(16));
    expect([talk, rosterSpace(talk)]).toMatchInlineSnapshot(`
      [
        "EM1KMp4LOcSlreETJtO5cCZ0ixTNOBP33s_l92YXGtA",
        "oeQgdakZM4EmBQVhmOU4EAXnVwZVvbHl2lfXKSZX38o",
      ]
    `);
  });
});

describe('bodies', () => {
  it.each(bodies.map((body) => [body.kind, body] as const))('GRP-3 %s comes back as it went', (kind, body) => {
    const wire = must(decodeCanonical(encodeCanonical(encodeRosterBody(body))));
    expect(must(parseRosterBody(kind, wire))).toEqual(body);
    expect(isRosterKind(kind)).toBe(true);
  });

  it.each<[string, RosterBody['kind'], Record<string, unknown>]>([
    ['a field more', 'group.dissolved', { more: 1 }],
    ['too much seen', 'group.dissolved', { seen: Array.from({ length: MAX_SEEN + 1 }, () => bytesOf(32, 1)) }],
    ['a short id', 'group.dissolved', { seen: [bytesOf(31, 1)] }],
    ['no account', 'group.removed', { account: null }],
    ['a place without an id', 'group.removed', { cuts: [[bytesOf(32, 1), 1, -1, null, null]] }],
    ['an id without a place', 'group.removed', { cuts: [[bytesOf(32, 1), -1, -1, bytesOf(32, 1), null]] }],
    ['a place below -1', 'group.left', { cuts: [[bytesOf(32, 1), -2, -1, null, null]] }],
    ['another role', 'group.role', { role: 'owner' }],
    ['a card too large', 'group.added', { card: new Uint8Array(48 * 1024 + 1) }],
    ['a negative floor', 'group.added', { floors: [[bytesOf(32, 1), -1]] }],
    ['too many floors', 'group.added', { floors: Array.from({ length: MAX_FLOORS + 1 }, () => [bytesOf(32, 1), 0]) }],
    ['a short nonce', 'group.founded', { nonce: bytesOf(15, 1) }],
    ['a description too long', 'group.founded', { description: 'x'.repeat(2049) }],
    ['a name too long', 'group.founded', { name: 'x'.repeat(1025) }],
  ])('GRP-3 with %s is no body', (_, kind, change) => {
    expect(codeOf(parseRosterBody(kind, { ...wireOf(kind), ...change }))).toBe('roster-malformed');
  });

  it.each([
    { post: 'owner' },
    { history: { kind: 'last', count: 0 } },
    { history: { kind: 'last', count: MAX_HISTORY_COUNT + 1 } },
    { history: { kind: 'since-joining', count: 1 } },
    { more: 1 },
  ])('GRP-6 %j is no policy', (change) => {
    const policy = { ...DEFAULT_POLICY, ...change };
    expect(codeOf(parseRosterBody('group.changed', { seen: [], policy }))).toBe('roster-malformed');
  });

  it('GRP-4 a kind of a later version keeps its place in history, whatever it says', () => {
    const later = parseRosterBody('group.painted', { seen: [bytesOf(32, 1)], colour: 'green' });
    expect(must(later)).toMatchObject({ kind: 'unknown', seen: [expect.any(String)] });
    expect(must(parseRosterBody('group.painted', null))).toEqual({ kind: 'unknown', seen: [] });
    expect(isRosterKind('toString')).toBe(false);
  });

  it('GRP-4 a body and its card make a deed; without its card it is one nobody can read', () => {
    const added = must(parseRosterBody('group.added', wireOf('group.added')));
    expect(packedCardOf(added)).toEqual(packed);
    expect(deedOf(added, card('bob'))).toMatchObject({ kind: 'group.added', card: { account: account('bob') } });
    expect(deedOf(added, null)).toEqual({ kind: 'unknown', seen });
    const left = must(parseRosterBody('group.left', wireOf('group.left')));
    expect([packedCardOf(left), deedOf(left, null)]).toEqual([null, left]);
  });

  it('GRP-3 reading never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies.map(({ kind }) => kind)), fc.anything(), (kind, body) => {
        expect(typeof parseRosterBody(kind, body).ok).toBe('boolean');
      }),
    );
  });

  it('GRP-3 ids come back as ids', () => {
    const removed = must(parseRosterBody('group.removed', wireOf('group.removed')));
    const rows: readonly { device: DeviceId }[] = removed.kind === 'group.removed' ? removed.cuts : [];
    expect(rows.map((row) => row.device)).toEqual([device('bob'), device('bob/2')]);
  });
});
