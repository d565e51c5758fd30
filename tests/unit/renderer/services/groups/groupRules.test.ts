import { describe, expect, it } from 'vitest';
import { LATEST_AT } from '@domain/event/hybridClock.ts';
import { type GroupRules, NO_RULES, mightAt, ranAt, rulesOf, wasEverClosed } from '@services/groups/groupRules.ts';
import { Branch, account } from '../../domain/group/support/story.ts';

const rules = (branch: Branch): GroupRules => rulesOf(branch.roster(), branch.acts);
const at = (name: string, time: number) => ({ account: account(name), at: time });

describe('who might do what when', () => {
  it('GRS-8 everybody might before any policy', () => {
    expect(mightAt(NO_RULES, 'post', at('bob', 1))).toBe(true);
    expect(wasEverClosed(NO_RULES)).toBe(false);
  });

  it('GRS-8 follows the policy of the time', () => {
    const branch = Branch.founded(['bob'], { post: 'members', pin: 'admins' });
    const closing = branch.policy('alice', { post: 'admins' });
    const opening = branch.policy('alice', { post: 'members' });
    const all = rules(branch);
    expect(mightAt(all, 'post', at('bob', closing.at - 1))).toBe(true);
    expect(mightAt(all, 'post', at('bob', closing.at))).toBe(false);
    expect(mightAt(all, 'post', at('bob', opening.at))).toBe(true);
    expect(mightAt(all, 'post', at('alice', closing.at))).toBe(true);
    expect(mightAt(all, 'pin', at('bob', closing.at - 1))).toBe(false);
    expect(wasEverClosed(all)).toBe(true);
  });

  it('GRS-8 follows roles: promoted, demoted, handed over, removed', () => {
    const branch = Branch.founded(['bob', 'carol'], { post: 'admins' });
    const up = branch.promote('alice', 'bob');
    const down = branch.demote('alice', 'bob');
    const over = branch.handOver('alice', 'carol');
    const all = rules(branch);
    expect(mightAt(all, 'post', at('bob', up.at - 1))).toBe(false);
    expect(mightAt(all, 'post', at('bob', up.at))).toBe(true);
    expect(mightAt(all, 'post', at('bob', down.at))).toBe(false);
    expect(mightAt(all, 'post', at('carol', over.at))).toBe(true);
    const again = branch.promote('carol', 'bob');
    const out = branch.remove('carol', 'bob');
    expect(branch.fate(out)).toBe('counts');
    expect(mightAt(rules(branch), 'post', at('bob', again.at))).toBe(true);
    expect(mightAt(rules(branch), 'post', at('bob', out.at))).toBe(false);
  });

  it('GRS-8 is moved by no clock of who may change no rules', () => {
    const branch = Branch.founded(['bob', 'carol', 'dave'], { post: 'admins' });
    branch.promote('alice', 'carol');
    expect(branch.fate(branch.add('bob', 'bob', { at: LATEST_AT }))).toBe('counts');
    const up = branch.promote('alice', 'dave');
    const down = branch.demote('alice', 'carol');
    const opening = branch.policy('alice', { post: 'members' });
    const closing = branch.policy('alice', { post: 'admins' });
    const all = rules(branch);
    expect(mightAt(all, 'post', at('dave', up.at + 1))).toBe(true);
    expect(mightAt(all, 'post', at('carol', down.at + 1))).toBe(false);
    expect(mightAt(all, 'post', at('bob', opening.at))).toBe(true);
    expect(mightAt(all, 'post', at('bob', closing.at + 1))).toBe(false);
    expect(ranAt(all, at('dave', closing.at + 5000))).toBe(true);
  });

  it('GRS-8 does not go by acts that count for nothing', () => {
    const branch = Branch.founded(['bob', 'carol'], { post: 'admins' });
    const vain = branch.promote('bob', 'carol');
    expect(branch.fate(vain)).not.toBe('counts');
    expect(mightAt(rules(branch), 'post', at('carol', vain.at + 1))).toBe(false);
  });
});
