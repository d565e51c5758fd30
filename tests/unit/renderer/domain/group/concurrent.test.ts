import { describe, expect, it } from 'vitest';
import { isInGap } from '@domain/group/inGap.ts';
import { endOf } from '@domain/group/places.ts';
import { Branch, account, card, device, merged } from './support/story.ts';

/** Two views of one group. */
function split(members: readonly string[], prepare: (branch: Branch) => void = () => undefined) {
  const left = Branch.founded(members);
  prepare(left);
  return { left, right: left.fork() };
}

describe('ownership', () => {
  it('GRP-14 a hand-over makes a new owner and leaves the old one an admin', () => {
    const branch = Branch.founded(['bob', 'carol']);
    const first = branch.handOver('alice', 'bob');
    expect(branch.people()).toBe('alice:admin bob:owner carol');
    const second = branch.handOver('alice', 'carol');
    expect([branch.fate(first), branch.fate(second)]).toEqual(['counts', 'no-right']);
    branch.handOver('bob', 'alice');
    expect(branch.people()).toBe('alice:owner bob:admin carol');
  });

  it('GRP-14 of hand-overs side by side the first in order counts', () => {
    const { left, right } = split(['bob', 'carol']);
    const late = left.handOver('alice', 'bob', { at: 2_000_000_000 });
    const early = right.handOver('alice/2', 'carol', { at: 1_999_999_999 });
    const all = merged(left, right);
    expect(all.people()).toBe('alice:admin bob carol:owner');
    expect([all.fate(late), all.fate(early)]).toEqual(['superseded', 'counts']);
  });

  it('GRP-14 what the owner of a hand-over that lost did as owner is void', () => {
    const { left, right } = split(['bob', 'carol', 'dave']);
    left.handOver('alice', 'bob', { at: 2_000_000_000 });
    const removal = left.remove('bob', 'dave');
    right.handOver('alice/2', 'carol', { at: 1_999_999_999 });
    const all = merged(left, right);
    expect(all.fate(removal)).toBe('no-right');
    expect(all.people()).toBe('alice:admin bob carol:owner dave');
  });

  it('GRP-14 who has owned it again did not see their own hand-over elsewhere', () => {
    const { left, right } = split(['bob', 'carol']);
    const stale = right.handOver('alice/2', 'carol', { at: 9_000_000_000 });
    left.handOver('alice', 'bob');
    left.handOver('bob', 'alice');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob:admin carol');
    expect(all.fate(stale)).toBe('superseded');
  });

  it('GRP-14 only a card of the account named hands over, and never to oneself', () => {
    const branch = Branch.founded(['bob']);
    const wrong = branch.act('alice', { kind: 'group.handed-over', account: account('bob'), card: card('carol') });
    const self = branch.handOver('alice', 'alice');
    expect([branch.fate(wrong), branch.fate(self)]).toEqual(['wrong-card', 'wrong-target']);
    expect(branch.people()).toBe('alice:owner bob');
  });

  it('GRP-15 removing, demoting or leaving does not touch who became owner beside it', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'carol'));
    left.handOver('alice', 'bob');
    const acts = [
      right.remove('carol', 'bob'),
      right.remove('alice/2', 'bob'),
      right.demote('alice/2', 'bob'),
      right.leave('bob/2'),
    ];
    const all = merged(left, right);
    expect(all.people()).toBe('alice:admin bob:owner carol:admin');
    expect(acts.map((act) => all.fate(act))).toEqual(['wrong-target', 'wrong-target', 'wrong-target', 'no-right']);
  });

  it('GRP-15 a new owner cuts what the old one does elsewhere as if still owner', () => {
    const { left, right } = split(['bob', 'carol', 'dave']);
    left.handOver('alice', 'bob');
    left.demote('bob', 'alice');
    const stale = [right.remove('alice/2', 'carol'), right.promote('alice/2', 'dave'), right.dissolve('alice/2')];
    const all = merged(left, right);
    expect(stale.map((act) => all.fate(act))).toEqual(['beyond-cut', 'beyond-cut', 'beyond-cut']);
    expect(all.people()).toBe('alice bob:owner carol dave');
    expect(all.roster().dissolved).toBe(false);
  });

  it('GRP-15 without a cut, what the old owner did beside the hand-over counts', () => {
    const { left, right } = split(['bob', 'carol']);
    left.handOver('alice', 'bob');
    right.remove('alice/2', 'carol');
    expect(merged(left, right).people()).toBe('alice:admin bob:owner');
  });
});

describe('removal', () => {
  it('GRP-16 wins over an add beside it', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    left.remove('alice', 'carol');
    const again = right.add('bob', 'carol');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob:admin');
    expect(all.fate(again)).toBe('outdone');
  });

  it("GRP-16 an owner's wins over a promotion beside it", () => {
    const { left, right } = split(['bob']);
    const promotion = left.promote('alice', 'bob');
    left.rename('bob', 'Mine');
    right.remove('alice/2', 'bob');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner');
    expect(all.fate(promotion)).toBe('outdone');
    expect(all.roster().name).toBe('Garden');
  });

  it("GRP-18 an admin's does not touch who the owner made admin beside it", () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    left.promote('alice', 'carol');
    const removal = right.remove('bob', 'carol');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob:admin carol:admin');
    expect(all.fate(removal)).toBe('wrong-target');
  });

  it('GRP-18 two members made admins beside each other do not remove each other', () => {
    const { left, right } = split(['bob', 'carol']);
    left.promote('alice', 'bob');
    left.remove('bob', 'carol');
    right.promote('alice/2', 'carol');
    right.remove('carol', 'bob');
    expect(merged(left, right).people()).toBe('alice:owner bob:admin carol:admin');
  });

  it('GRP-16 wins over the change of the policy and the name that the removed one made beside it', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    left.remove('alice', 'bob');
    const change = right.policy('bob', { invite: 'members' });
    const name = right.rename('bob', 'Mine');
    const all = merged(left, right);
    expect([all.fate(change), all.fate(name)]).toEqual(['beyond-cut', 'beyond-cut']);
    expect(all.roster()).toMatchObject({ name: 'Garden', policy: { invite: 'admins' } });
  });

  it('GRP-12 what lies before the cut stays, and so does what the remover had seen', () => {
    const { left, right } = split(['bob'], (branch) => branch.promote('alice', 'bob'));
    const known = left.add('bob', 'carol');
    right.learn(left);
    const [kept, cut] = [right.add('bob', 'dave'), right.add('bob', 'erin')];
    left.remove('alice', 'bob', { cuts: [['bob', 1, 5]] });
    const all = merged(left, right);
    expect([known, kept, cut].map((act) => all.fate(act))).toEqual(['counts', 'counts', 'beyond-cut']);
    const blind = left.fork();
    blind.acts.pop();
    blind.remove('alice', 'bob');
    expect(merged(blind, right).fate(known)).toBe('counts');
  });

  it('GRP-12 what someone was let in for by an act beyond a cut is void, and all they did', () => {
    const { left, right } = split(['bob'], (branch) => {
      branch.promote('alice', 'bob');
      branch.policy('alice', { invite: 'members' });
    });
    left.remove('alice', 'bob');
    right.add('bob', 'mallory');
    const byMallory = right.add('mallory', 'trent');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner');
    expect(all.fate(byMallory)).toBe('no-right');
    expect(endOf(all.roster(), 'talk', device('mallory'))).toBe(-1);
  });

  it('GRP-13 of two removals the tighter cut holds', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'carol'));
    left.remove('alice', 'bob', { cuts: [['bob', -1, 9]] });
    right.remove('carol', 'bob', { cuts: [['bob', -1, 4]] });
    const roster = merged(left, right).roster();
    expect(endOf(roster, 'talk', device('bob'))).toBe(4);
    expect(endOf(roster, 'talk', device('bob/2'))).toBe(-1);
    expect(endOf(roster, 'talk', device('carol'))).toBeNull();
    expect(roster.former.get(account('bob'))).toMatchObject({ removedBy: account('alice'), reason: 'removed' });
  });

  it('GRP-18 an admin touches neither the owner nor another admin nor themselves', () => {
    const branch = Branch.founded(['bob', 'carol']);
    branch.promote('alice', 'bob');
    branch.promote('alice', 'carol');
    const acts = ['alice', 'carol', 'bob'].map((name) => branch.remove('bob', name));
    expect(acts.map((act) => branch.fate(act))).toEqual(['wrong-target', 'wrong-target', 'wrong-target']);
    expect(branch.people()).toBe('alice:owner bob:admin carol:admin');
  });

  it('GRP-18 an admin removes who was an admin before', () => {
    const branch = Branch.founded(['bob', 'carol']);
    branch.promote('alice', 'bob');
    branch.promote('alice', 'carol');
    branch.demote('alice', 'carol');
    branch.remove('bob', 'carol');
    expect(branch.people()).toBe('alice:owner bob:admin');
  });
});

describe('coming back and leaving', () => {
  it('GRP-21 who was removed comes back by an add that knows of it, and their chains are open', () => {
    const branch = Branch.founded(['bob']);
    branch.remove('alice', 'bob', { cuts: [['bob', -1, 3]] });
    expect(endOf(branch.roster(), 'talk', device('bob'))).toBe(3);
    branch.add('alice', 'bob');
    expect(branch.people()).toBe('alice:owner bob');
    expect(endOf(branch.roster(), 'talk', device('bob'))).toBeNull();
    expect(branch.roster().former.size).toBe(0);
  });

  it('GRP-21 coming back gives no old right back, and mends no act beyond the old cut', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    const stale = right.remove('bob', 'carol');
    left.remove('alice', 'bob');
    left.add('alice', 'bob');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob carol');
    expect(all.fate(stale)).toBe('beyond-cut');
    const later = all.remove('bob', 'carol');
    expect(all.fate(later)).toBe('no-right');
  });

  it('GRP-21 a second removal ends it again, with its own cut', () => {
    const branch = Branch.founded(['bob']);
    branch.remove('alice', 'bob', { cuts: [['bob', -1, 3]] });
    branch.add('alice', 'bob');
    branch.remove('alice', 'bob', { cuts: [['bob', -1, 8]] });
    expect(branch.people()).toBe('alice:owner');
    expect(endOf(branch.roster(), 'talk', device('bob'))).toBe(8);
  });

  it('GRP-19 who left stays out, though added again beside it', () => {
    const { left, right } = split(['bob']);
    left.leave('bob', { cuts: [['bob', -1, 6]] });
    right.add('alice', 'bob');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner');
    expect(all.roster().former.get(account('bob'))).toMatchObject({ reason: 'left', removedBy: account('bob') });
    expect([endOf(all.roster(), 'talk', device('bob')), endOf(all.roster(), 'roster', device('bob'))]).toEqual([6, 0]);
    all.add('alice', 'bob');
    expect(all.people()).toBe('alice:owner bob');
  });

  it('GRP-19 leaving before one was ever in is nothing', () => {
    const { left, right } = split([]);
    left.leave('bob');
    right.add('alice', 'bob');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob');
    expect([...all.roster().void.values()]).toEqual(['no-right']);
  });

  it('GRP-19 the owner cannot leave', () => {
    const branch = Branch.founded(['bob']);
    expect(branch.fate(branch.leave('alice'))).toBe('no-right');
    branch.handOver('alice', 'bob');
    branch.leave('alice');
    expect(branch.people()).toBe('bob:owner');
  });

  it('GRP-19 what another device of theirs did beside leaving is void', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    left.leave('bob');
    const removal = right.remove('bob/2', 'carol');
    expect(merged(left, right).fate(removal)).toBe('beyond-cut');
  });
});

describe('roles', () => {
  it('GRP-16 a demotion wins over a promotion beside it', () => {
    const { left, right } = split(['bob'], (branch) => branch.promote('alice', 'bob'));
    left.demote('alice', 'bob');
    const promotion = right.promote('alice/2', 'bob');
    const all = merged(left, right);
    expect(all.people()).toBe('alice:owner bob');
    expect(all.fate(promotion)).toBe('outdone');
    all.promote('alice', 'bob');
    expect(all.people()).toBe('alice:owner bob:admin');
  });

  it("GRP-17 a demotion's cut ends what was done as admin, not what a member may do", () => {
    const { left, right } = split(['bob', 'carol'], (branch) => {
      branch.policy('alice', { invite: 'members' });
      branch.promote('alice', 'bob');
    });
    left.demote('alice', 'bob');
    const [removal, name, add] = [right.remove('bob', 'carol'), right.rename('bob', 'Mine'), right.add('bob', 'dave')];
    const all = merged(left, right);
    expect([removal, name, add].map((act) => all.fate(act))).toEqual(['beyond-cut', 'beyond-cut', 'counts']);
    expect(all.people()).toBe('alice:owner bob carol dave');
    expect(endOf(all.roster(), 'talk', device('bob'))).toBeNull();
  });

  it('GRP-17 only the owner gives and takes roles', () => {
    const branch = Branch.founded(['bob', 'carol']);
    branch.promote('alice', 'bob');
    const acts = [branch.promote('bob', 'carol'), branch.demote('bob', 'alice'), branch.promote('carol', 'carol')];
    expect(acts.map((act) => branch.fate(act))).toEqual(['no-right', 'no-right', 'no-right']);
    expect(branch.fate(branch.promote('alice', 'nobody'))).toBe('wrong-target');
  });
});

describe('the group itself', () => {
  it('GRP-23 of changes side by side the last in order counts, field by field', () => {
    const { left, right } = split(['bob'], (branch) => branch.promote('alice', 'bob'));
    left.rename('alice', 'Early', { at: 3_000_000_000 });
    left.act('alice', { kind: 'group.changed', description: 'Late words' }, { at: 3_000_000_900 });
    right.rename('bob', 'Late', { at: 3_000_000_500 });
    right.act('bob', { kind: 'group.changed', description: 'Early words' }, { at: 3_000_000_600 });
    right.policy('bob', { post: 'admins' });
    expect(merged(left, right).roster()).toMatchObject({
      name: 'Late',
      description: 'Late words',
      policy: { post: 'admins' },
    });
  });

  it('GRP-10 who has seen a change beats it, whatever the clocks say', () => {
    const branch = Branch.founded(['bob']);
    branch.promote('alice', 'bob');
    branch.rename('bob', 'From the year 5000', { at: 95_617_584_000_000 });
    branch.rename('alice', 'Now');
    expect(branch.roster().name).toBe('Now');
  });

  it('GRP-10 nobody has not seen what they did before', () => {
    const branch = Branch.founded(['bob']);
    const start = branch.roster().frontier;
    branch.promote('alice', 'bob');
    branch.rename('bob', 'First', { at: 9_000_000_000 });
    const second = branch.rename('bob', 'Second', { at: 1, seen: start });
    expect(branch.fate(second)).toBe('counts');
    expect(branch.roster().name).toBe('Second');
  });

  it('GRP-25 dissolved beside anything is dissolved, and nothing counts after', () => {
    const { left, right } = split(['bob', 'carol'], (branch) => branch.promote('alice', 'bob'));
    left.dissolve('alice');
    right.remove('bob', 'carol');
    right.handOver('alice/2', 'bob');
    const all = merged(left, right);
    expect(all.roster().dissolved).toBe(true);
    expect(all.people()).toBe('alice:admin bob:owner');
    const acts = [all.add('bob', 'dave'), all.rename('bob', 'More'), all.leave('alice'), all.handOver('bob', 'alice')];
    expect(acts.map((act) => all.fate(act))).toEqual(['dissolved', 'dissolved', 'dissolved', 'dissolved']);
    expect(all.people()).toBe('alice:admin bob:owner');
  });

  it('GRP-25 only the owner dissolves', () => {
    const branch = Branch.founded(['bob']);
    branch.promote('alice', 'bob');
    expect(branch.fate(branch.dissolve('bob'))).toBe('no-right');
    expect(branch.roster().dissolved).toBe(false);
  });

  it('GRP-32 what was said while out does not count after the return, for each time one was out', () => {
    const branch = Branch.founded(['bob', 'carol']);
    expect(branch.roster().gaps.size).toBe(0);
    branch.remove('alice', 'bob', { cuts: [['bob', 0, 3]] });
    expect(branch.roster().gaps.get(device('bob'))).toEqual([{ after: 3, before: null }]);
    const first = branch.add('alice', 'bob');
    branch.leave('bob', { cuts: [['bob', 0, 9]] });
    const second = branch.add('carol', 'bob');
    const again = branch.add('alice', 'bob');
    const gaps = branch.roster().gaps.get(device('bob'));
    // A member may not add here, so it is the owner's act that lets Bob in.
    expect(branch.fate(second)).toBe('no-right');
    expect(gaps).toEqual([
      { after: 3, before: first.at },
      { after: 9, before: again.at },
    ]);
    const said = (seq: number, at: number) => isInGap(gaps, { seq, at });
    expect([said(3, 0), said(4, first.at - 1), said(4, first.at), said(10, again.at - 1), said(10, again.at)]).toEqual([
      ...[false, true, false, true, false],
    ]);
    expect(isInGap(undefined, { seq: 4, at: 0 })).toBe(false);
  });
});
