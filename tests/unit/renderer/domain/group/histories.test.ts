import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SEEN } from '@domain/group/body.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import type { GroupRole, Roster, RosterAct } from '@domain/group/roster.ts';
import { expectSame } from '../../../../support/shared/expectSame.ts';
import { pastOf, play, steps } from './support/histories.ts';
import { Branch, account, card, cutRows, device, eventIdOf, founding, merged } from './support/story.ts';

const RANK: Record<GroupRole, number> = { owner: 2, admin: 1, member: 0 };
const RUNS = 1000;
const FEWER_RUNS = 250;

/** The acts that let an account in. */
function entriesOf(roster: Roster, acts: readonly RosterAct[], who: string): readonly RosterAct[] {
  return acts.filter(({ id, act }) => {
    if (!roster.effective.has(id)) return false;
    if (act.kind === 'group.added') return act.card.account === who;
    const letsIn = act.kind === 'group.handed-over' || (act.kind === 'group.role' && act.role === 'admin');
    return letsIn && act.account === who;
  });
}

describe('random lives of a group', () => {
  it(`GRP-11 whatever ${RUNS} split groups did, all who know the same agree, and there is one owner`, () => {
    let acts = 0;
    let voids = 0;
    fc.assert(
      fc.property(steps, fc.nat({ max: 1_000_000 }), (life, seed) => {
        const branches = play(life);
        const whole = merged(...branches).roster();
        for (const branch of branches)
          expectSame(
            branch
              .fork()
              .learn(...branches)
              .roster(),
            whole,
          );
        const all = merged(...branches).acts;
        const shuffled = [...all, ...all.slice(0, 3)]
          .map((act, index) => ({ act, key: ((index + 1) * (seed + 1) * 7919) % 1009 }))
          .sort((a, b) => a.key - b.key)
          .map(({ act }) => act);
        expectSame(resolveRoster(founding, shuffled), whole);
        const owners = [...whole.members.values()].filter(({ role }) => role === 'owner');
        expect(owners.map((owner) => owner.account)).toEqual([whole.owner]);
        expect(whole.effective.size + whole.void.size + whole.pending.length).toBe(all.length);
        acts += all.length;
        voids += whole.void.size;
      }),
      { numRuns: RUNS },
    );
    // The lives are worth the name: many acts, and a good part of them in conflict.
    expect(acts).toBeGreaterThan(10 * RUNS);
    expect(voids).toBeGreaterThan(RUNS / 2);
  });

  it('GRP-15 every removal that counts was by someone above, as far as they knew', () => {
    fc.assert(
      fc.property(steps, (life) => {
        const { acts } = merged(...play(life));
        const roster = resolveRoster(founding, acts);
        for (const act of acts) {
          if (act.act.kind !== 'group.removed' || !roster.effective.has(act.id)) continue;
          const before = resolveRoster(founding, pastOf(acts, act));
          const [by, target] = [before.members.get(act.author), before.members.get(act.act.account)];
          if (by === undefined || target === undefined) throw new Error('a stranger removed, or was removed');
          expect(RANK[by.role]).toBeGreaterThan(RANK[target.role]);
        }
      }),
      { numRuns: FEWER_RUNS },
    );
  });

  it('GRP-21 who was removed or left is out, unless let in by someone who knew of it', () => {
    fc.assert(
      fc.property(steps, (life) => {
        const { acts } = merged(...play(life));
        const roster = resolveRoster(founding, acts);
        for (const act of acts) {
          const deed = act.act;
          if (!roster.effective.has(act.id) || (deed.kind !== 'group.removed' && deed.kind !== 'group.left')) continue;
          const who = deed.kind === 'group.removed' ? deed.account : act.author;
          if (!roster.members.has(who)) continue;
          expect(entriesOf(roster, acts, who).some((entry) => pastOf(acts, entry).includes(act))).toBe(true);
        }
      }),
      { numRuns: FEWER_RUNS },
    );
  });

  it('GRP-10 who learns whole histories waits for nothing, and can always say what it has seen', () => {
    fc.assert(
      fc.property(steps, (life) => {
        for (const branch of play(life)) {
          const roster = branch.roster();
          expect(roster.pending).toEqual([]);
          expect(roster.frontier.length).toBeLessThanOrEqual(MAX_SEEN);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** What nobody without a right may change. */
function stateOf({ name, description, policy, owner, dissolved, members, former }: Roster) {
  return {
    name,
    description,
    policy,
    owner,
    dissolved,
    members: new Map(
      [...members].map(([id, { role, addedAt, addedBy, floors }]) => [id, { role, addedAt, addedBy, floors }]),
    ),
    former,
  };
}

/** A group with someone who was never more than a member, one who was removed, one demoted and one who left. */
function settled(): Branch {
  const branch = Branch.founded(['bob', 'carol', 'dave', 'erin', 'frank']);
  for (const name of ['bob', 'carol', 'dave', 'erin']) branch.promote('alice', name);
  branch.rename('bob', 'Orchard');
  branch.add('carol', 'grace');
  branch.remove('alice', 'carol', { cuts: [['carol', 0, 3]] });
  branch.demote('alice', 'dave', { cuts: [] });
  branch.leave('erin', { cuts: [['erin', 0, 2]] });
  branch.add('bob', 'heidi');
  return branch;
}

const ATTACKERS = ['frank', 'frank/2', 'carol', 'carol/2', 'dave', 'dave/2', 'erin', 'erin/2', 'mallory', 'heidi'];
const TARGETS = ['alice', 'bob', 'carol', 'frank', 'grace', 'heidi', 'nobody', 'ivan'];

const attack = fc.record({
  by: fc.constantFrom(...ATTACKERS),
  kind: fc.constantFrom(
    'add',
    'remove',
    'promote',
    'demote',
    'hand-over',
    'rename',
    'policy',
    'dissolve',
    'found',
    'unknown',
  ),
  target: fc.constantFrom(...TARGETS),
  at: fc.constantFrom(0, 1, 1_000_000, 253_402_300_799_999, Number.MAX_SAFE_INTEGER),
  seen: fc.array(fc.nat(), { maxLength: 6 }),
  lies: fc.constantFrom('past', 'all', 'none', 'unknown'),
});
type Attack = typeof attack extends fc.Arbitrary<infer Value> ? Value : never;

function attempt(branch: Branch, one: Attack): void {
  const ids = branch.acts.map(({ id }) => id);
  const seen = {
    past: one.seen.flatMap((index) => ids[index % ids.length] ?? []),
    all: ids,
    none: [],
    unknown: [eventIdOf('never happened')],
  }[one.lies];
  const place = { at: one.at, seen, cuts: [[one.target, -1, -1]] as const };
  const moves: Record<Attack['kind'], () => unknown> = {
    add: () => branch.add(one.by, one.target === 'alice' ? 'nobody' : one.target, place),
    remove: () => branch.remove(one.by, one.target, place),
    promote: () => branch.promote(one.by, one.target, place),
    demote: () => branch.demote(one.by, one.target, place),
    'hand-over': () => branch.handOver(one.by, one.target, place),
    rename: () => branch.rename(one.by, 'Mine', place),
    policy: () => branch.policy(one.by, { invite: 'members', post: 'admins' }, place),
    dissolve: () => branch.dissolve(one.by, place),
    found: () => branch.act(one.by, { ...foundAgain, card: card(one.by.split('/')[0] ?? one.by) }, place),
    unknown: () => branch.act(one.by, { kind: 'unknown' }, place),
  };
  moves[one.kind]();
}

const foundAgain = {
  kind: 'group.founded',
  nonce: new Uint8Array(16).fill(7),
  name: 'Mine',
  description: '',
  picture: { kind: 'generated' },
  policy: { post: 'admins', invite: 'members', pin: 'members', history: { kind: 'all' } },
} as const;

describe('those without a right', () => {
  it('GRP-11 change nothing, whatever they say, claim to have seen, or set their clock to', () => {
    const before = settled();
    const expected = stateOf(before.roster());
    fc.assert(
      fc.property(fc.array(attack, { minLength: 1, maxLength: 12 }), (attacks) => {
        const branch = before.fork();
        for (const one of attacks) attempt(branch, one);
        expectSame(stateOf(branch.roster()), expected);
        // Nor do they stop others from going on.
        const later = branch.rename('bob', 'Meadow');
        expect(branch.fate(later)).toBe('counts');
      }),
      { numRuns: 2000 },
    );
  });

  it('GRP-18 an admin, whatever they claim, takes nothing from the owner or another admin', () => {
    const before = settled();
    before.promote('alice', 'frank');
    const higher = ({ owner, dissolved, members }: Roster) => ({
      owner,
      dissolved,
      admins: [...members.values()]
        .filter(({ role }) => role === 'admin')
        .map((member) => member.account)
        .sort(),
    });
    const expected = higher(before.roster());
    expect(expected.admins).toEqual([account('bob'), account('frank')].sort());
    fc.assert(
      fc.property(fc.array(attack, { minLength: 1, maxLength: 12 }), (attacks) => {
        const branch = before.fork();
        attacks.forEach((one, index) => attempt(branch, { ...one, by: index % 2 === 0 ? 'bob' : 'bob/2' }));
        expectSame(higher(branch.roster()), expected);
      }),
      { numRuns: RUNS },
    );
  });

  it('GRP-9 a device is of the account whose card it signed, whoever else names it', () => {
    const branch = Branch.founded(['bob', 'mallory']);
    branch.promote('alice', 'mallory');
    const stolen = card('mallory', { certificates: [...card('mallory').certificates, ...card('bob').certificates] });
    branch.act('mallory', { kind: 'group.added', card: stolen, via: null, floors: [] }, { at: 0 });
    expect(branch.roster().devices.get(device('bob'))).toBe(account('bob'));
    const forged = { ...branch.rename('bob', 'Mine'), id: eventIdOf('forged'), author: account('alice') };
    branch.acts.pop();
    branch.acts.push(forged);
    expect(branch.fate(forged)).toBe('not-theirs');
  });

  it('GRP-3 a cut names its chains as the rows say', () => {
    expect(cutRows([['bob', -1, 2]])[0]).toMatchObject({ rosterId: null, talkId: eventIdOf('talk bob 2') });
  });
});
