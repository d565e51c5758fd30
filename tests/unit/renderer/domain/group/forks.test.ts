import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attested } from '@domain/group/attested.ts';
import { boundedEnd } from '@domain/group/places.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import { MAX_CHAIN_ACTS, type RosterAct } from '@domain/group/roster.ts';
import { expectSame } from '../../../../support/shared/expectSame.ts';
import { account, Branch, device, eventIdOf, founding } from './support/story.ts';
import { Replica, gather } from './support/replicas.ts';

/** A group in which Mallory is an admin, and two who hold it. */
function scene() {
  const base = Branch.founded(['bob', 'carol', 'mallory'], { invite: 'members' });
  base.promote('alice', 'mallory');
  const replicas = ['alice', 'bob', 'carol'].map((name) => new Replica(name, base.acts));
  const [alice, bob, carol] = replicas as [Replica, Replica, Replica];
  return { base, replicas, alice, bob, carol };
}
const ids = (acts: readonly RosterAct[]) => acts.map(({ id }) => id).sort();
const fate = (replica: Replica, { id }: RosterAct) => {
  const { effective, void: voids } = replica.roster();
  return effective.has(id) ? 'counts' : (voids.get(id) ?? 'absent');
};

describe('a chain that parts in the roster', () => {
  it('GRP-29 what another had seen stands, for who saw the other branch first and for newcomers', () => {
    const { base, replicas, alice, bob, carol } = scene();
    const [one, other] = [base.fork(), base.fork()];
    const first = one.add('mallory', 'erin');
    const second = other.add('mallory', 'frank');
    alice.take([first]);
    bob.take([second]);
    const after = alice.do((branch) => branch.rename('alice', 'Orchard'));
    gather(replicas);
    expect(fate(bob, first)).toBe('counts');
    expect(fate(bob, after)).toBe('counts');
    // Nobody did anything after having seen the other.
    expect(fate(bob, second)).toBe('absent');
    expect(bob.history().unseen).toEqual([second.id]);
    const newcomer = new Replica('erin', []);
    newcomer.meet(carol);
    expect(newcomer.roster()).toEqual(bob.roster());
    expect(newcomer.history().missing).toEqual([]);
  });

  it('GRP-29 who saw an act that no act names can say so, and then it stands', () => {
    const { base, replicas, alice, bob } = scene();
    const removal = base.fork().remove('mallory', 'carol', { cuts: [] });
    bob.take([removal]);
    // Regretted, and another made for the same place: the removal is not undone.
    alice.take([base.fork().rename('mallory', 'Mine')]);
    gather(replicas);
    expect(alice.roster().members.has(account('carol'))).toBe(true);
    for (const replica of replicas) replica.witness();
    gather(replicas);
    for (const replica of replicas) {
      expect(fate(replica, removal)).toBe('counts');
      expect(replica.roster()).toEqual(alice.roster());
      expect(replica.history().unseen).toEqual([]);
    }
  });

  it('GRP-29 a lower place at which it parts takes nothing away that was seen', () => {
    const { base, replicas, alice, bob } = scene();
    const life = base.fork();
    const acts = [life.add('mallory', 'erin'), life.add('mallory', 'frank'), life.rename('mallory', 'Three')];
    alice.take(acts);
    bob.take(acts);
    alice.do((branch) => branch.rename('alice', 'Orchard'));
    for (const depth of [2, 1, 0]) {
      const late = base.fork();
      for (const act of acts.slice(0, depth)) late.acts.push(act);
      bob.take([late.rename('mallory', `Other ${depth}`)]);
      gather(replicas);
      for (const act of acts) for (const replica of replicas) expect(fate(replica, act)).toBe('counts');
    }
  });

  it('GRP-12 of a chain that parts the removal leaves what its author had seen, and no other branch', () => {
    const { base, replicas, alice, carol } = scene();
    const [one, other] = [base.fork(), base.fork()];
    const seen = one.add('mallory', 'erin');
    const hidden = [other.add('mallory', 'frank'), other.add('mallory', 'grace')];
    alice.take([seen]);
    carol.take(hidden);
    // Someone in league, or who did not know, names the branch that Alice never saw.
    carol.do((branch) => branch.rename('carol', 'Hers'));
    const removal = alice.do((branch) => {
      const act = branch.remove('alice', 'mallory', { cuts: [['mallory', 5, 5]] });
      const rows = act.act.kind === 'group.removed' ? act.act.cuts : [];
      return {
        ...act,
        act: { ...act.act, cuts: rows.map((row) => ({ ...row, rosterId: seen.id })) } as typeof act.act,
      };
    });
    gather(replicas);
    for (const replica of replicas) {
      expect(fate(replica, removal)).toBe('counts');
      expect(fate(replica, seen)).toBe('counts');
      for (const act of hidden) expect(fate(replica, act)).toBe('beyond-cut');
    }
  });

  it('GRP-10 two branches are beside each other, and each act stands for itself alone', () => {
    const { base } = scene();
    const [one, other] = [base.fork(), base.fork()];
    const first = one.rename('alice', 'One');
    const second = other.rename('alice', 'Two');
    const after = one.rename('mallory', 'After one');
    const acts = [...one.acts, second];
    const roster = resolveRoster(founding, acts);
    expect([first, second, after].every(({ id }) => roster.effective.has(id))).toBe(true);
    expect(resolveRoster(founding, acts.toReversed())).toEqual(roster);
    // What saw the one branch has not seen the other.
    expect(roster.frontier).toContain(second.id);
  });

  it('GRP-8 a founding made twice is one: who saw the second had seen the first', () => {
    const base = Branch.founded(['bob']);
    const [real] = base.acts;
    if (real === undefined) throw new Error('not founded');
    const twin = { ...real, id: eventIdOf('twin founding') };
    const life = new Branch([twin]);
    const joined = life.add('alice', 'carol');
    const acts = [...base.acts, ...life.acts];
    const roster = resolveRoster(founding, acts);
    expect(roster.effective.has(joined.id)).toBe(true);
    expect([...roster.members.keys()].sort()).toEqual([account('alice'), account('bob'), account('carol')].sort());
  });

  it('GRP-31 what a device does beyond its 4,096 acts has no place in history, and the same is taken everywhere', () => {
    const { base, carol } = scene();
    const [last] = base.acts;
    if (last === undefined) throw new Error('not founded');
    const flood = Array.from({ length: MAX_CHAIN_ACTS + 50 }, (_, seq): RosterAct => {
      const place = { seq, prev: seq === 0 ? null : eventIdOf(`flood ${seq - 1}`), at: last.at + seq + 1 };
      const act = { kind: 'group.changed', name: `Name ${seq}`, seen: [last.id] } as const;
      return { id: eventIdOf(`flood ${seq}`), author: account('bob'), device: device('bob'), ...place, act };
    });
    const held = [...carol.acts(), ...flood].map((act) => ({ ...act, isLoose: false }));
    const { acts, unseen } = attested(held, () => null);
    expect(acts.filter(({ device: by }) => by === device('bob'))).toHaveLength(MAX_CHAIN_ACTS);
    expect(unseen).toEqual([]);
    expect(boundedEnd(null)).toEqual({ seq: MAX_CHAIN_ACTS - 1, id: null });
    expect(boundedEnd({ seq: MAX_CHAIN_ACTS + 7, id: last.id })).toEqual(boundedEnd(null));
    expect(boundedEnd({ seq: 7, id: last.id })).toEqual({ seq: 7, id: last.id });
  });

  it('GRP-10 an act whose forerunner is not here waits', () => {
    const base = Branch.founded(['bob']);
    const first = base.rename('bob', 'One');
    const second = base.rename('bob', 'Two');
    const roster = resolveRoster(
      founding,
      base.acts.filter((act) => act !== first),
    );
    expect(roster.pending).toEqual([second.id]);
  });
});

const step = fc.record({
  kind: fc.constantFrom('honest', 'honest', 'lie', 'lie', 'show', 'meet'),
  who: fc.nat({ max: 2 }),
  other: fc.nat({ max: 2 }),
  life: fc.nat({ max: 2 }),
  deed: fc.constantFrom('add', 'rename', 'remove', 'demote', 'promote', 'leave'),
  target: fc.constantFrom('bob', 'carol', 'erin', 'frank', 'mallory'),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function perform(branch: Branch, by: string, { deed, target }: Step): RosterAct {
  if (deed === 'add') return branch.add(by, target);
  if (deed === 'remove') return branch.remove(by, target, { cuts: [[target, 3, 3]] });
  if (deed === 'demote') return branch.demote(by, target, { cuts: [] });
  if (deed === 'promote') return branch.promote(by, target);
  return deed === 'leave' && by !== 'alice' ? branch.leave(by) : branch.rename(by, `${by} ${branch.acts.length}`);
}

const isHers = ({ device: by }: RosterAct) => by === device('mallory');

/** Mallory learns what a replica knows, but for her own other branches, and goes on from there. */
function lie(life: Branch, replica: Replica, one: Step): void {
  const known = new Set(life.acts.map(({ id }) => id));
  life.acts.push(...replica.acts().filter((act) => !isHers(act) && !known.has(act.id)));
  perform(life, 'mallory', one);
}

const moves: Record<Step['kind'], (parts: { replica: Replica; other: Replica; life: Branch }, one: Step) => void> = {
  honest: ({ replica }, one) => void replica.do((branch) => perform(branch, replica.name, one)),
  meet: ({ replica, other }) => (replica === other ? undefined : replica.meet(other)),
  lie: ({ replica, life }, one) => lie(life, replica, one),
  show: ({ replica, life }) => replica.take(life.acts.filter(isHers)),
};

/** Plays honest replicas, and one who goes on from any of several lives and shows each to whom they like. */
function play(steps: readonly Step[]) {
  const { base, replicas, alice: first } = scene();
  const lives = [base.fork(), base.fork(), base.fork()];
  for (const one of steps) {
    const [replica, other, life] = [replicas[one.who], replicas[one.other], lives[one.life]];
    if (replica === undefined || other === undefined || life === undefined) throw new Error('out of range');
    moves[one.kind]({ replica, other, life }, one);
    // A life may begin anew from the middle of another.
    if (one.kind === 'lie' && one.target === 'erin') lives[(one.life + 1) % 3] = life.fork();
  }
  return { replicas, first, shown: replicas.flatMap((replica) => replica.held()) };
}

describe('random lives with one who makes several acts for one place', () => {
  it('GRP-29 all who compared agree to the byte, nothing that was shown is undone, and newcomers hold the same', () => {
    let parted = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
        const { replicas, shown, first } = play(steps);
        gather(replicas);
        for (const replica of replicas) expectSame(replica.roster(), first.roster());
        if (replicas.map((replica) => replica.witness()).includes(true)) parted += 1;
        gather(replicas);
        const newcomer = new Replica('zoe', []);
        newcomer.meet(first);
        for (const replica of [...replicas, newcomer]) {
          expectSame(replica.roster(), first.roster());
          expect(ids(replica.acts())).toEqual(ids(first.acts()));
          expect(replica.history()).toMatchObject({ missing: [], unseen: [] });
        }
        const history = new Set(ids(first.acts()));
        expect(shown.filter(({ id }) => !history.has(id))).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(parted).toBeGreaterThan(20);
  });
});
