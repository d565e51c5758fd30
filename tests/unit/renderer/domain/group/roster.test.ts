import { describe, expect, it } from 'vitest';
import { MAX_SEEN } from '@domain/group/body.ts';
import { noticeOf } from '@domain/group/noticeOf.ts';
import { accountOfDevice, chainEndOf, endOf, floorsFor } from '@domain/group/places.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import { type GroupAction, mayDo } from '@domain/group/rights.ts';
import { MAX_MEMBERS } from '@domain/group/roster.ts';
import {
  Branch,
  account,
  card,
  certificate,
  device,
  eventIdOf,
  foundedDeed,
  founding,
  merged,
} from './support/story.ts';

describe('founding', () => {
  it('GRP-8 a group is founded by the account its spaces name', () => {
    const branch = Branch.founded(['bob']);
    expect(branch.roster()).toMatchObject({
      ...founding,
      founded: true,
      founder: account('alice'),
      owner: account('alice'),
      name: 'Garden',
      description: 'Seeds and tools',
      dissolved: false,
    });
    expect(branch.people()).toBe('alice:owner bob');
  });

  it('GRP-8 before its founding is here nobody is in it', () => {
    const branch = Branch.founded(['bob']);
    const roster = resolveRoster(founding, branch.acts.slice(1));
    expect(roster).toMatchObject({ founded: false, owner: null, name: '' });
    expect([roster.members.size, roster.effective.size, roster.pending.length]).toEqual([0, 0, 1]);
    expect(resolveRoster(founding, []).founded).toBe(false);
  });

  it('GRP-8 another account, another nonce, or another roster founds nothing', () => {
    const mallory = new Branch();
    mallory.act('mallory', { ...foundedDeed(DEFAULT_POLICY), card: card('mallory') });
    const odd = new Branch();
    odd.act('alice', { ...foundedDeed(DEFAULT_POLICY), nonce: new Uint8Array(16) });
    for (const branch of [mallory, odd]) {
      expect(branch.roster().founded).toBe(false);
      expect([...branch.roster().void.values()]).toEqual(['unfounded']);
    }
    const elsewhere = { talk: founding.talk, roster: founding.talk };
    expect(resolveRoster(elsewhere, Branch.founded().acts).founded).toBe(false);
  });

  it('GRP-8 an act that has not seen the founding counts for nothing', () => {
    const branch = Branch.founded(['bob']);
    expect(branch.fate(branch.rename('bob', 'Mine', { seen: [] }))).toBe('unfounded');
  });
});

describe('what is known', () => {
  it('GRP-10 an act waits for what its author had seen', () => {
    const branch = Branch.founded();
    const [add, promotion] = [branch.add('alice', 'bob'), branch.promote('alice', 'bob')];
    const name = branch.rename('bob', 'Orchard');
    const without = new Branch(branch.acts.filter((act) => act !== add));
    expect(without.roster().pending).toEqual([promotion.id, name.id].sort());
    expect(without.people()).toBe('alice:owner');
    expect(without.learn(branch).people()).toBe('alice:owner bob:admin');
    expect(without.roster().name).toBe('Orchard');
  });

  it('GRP-10 the newest acts are what the next one says it has seen', () => {
    const left = Branch.founded(['bob']);
    left.promote('alice', 'bob');
    const right = left.fork();
    const [one, two] = [left.rename('alice', 'One'), right.rename('bob', 'Two')];
    const all = merged(left, right);
    expect(new Set(all.roster().frontier)).toEqual(new Set([one.id, two.id]));
    const next = all.rename('bob', 'Three');
    expect(all.roster().frontier).toEqual([next.id]);
  });

  it('GRP-10 names no more than fit, and acts that count before others', () => {
    const names = Array.from({ length: MAX_SEEN + 10 }, (_, index) => `member ${index}`);
    const branch = Branch.founded(names);
    const base = branch.roster().frontier;
    const counting = branch.add('alice', 'bob', { seen: base });
    for (const name of names) branch.rename(name, 'Noise', { seen: base });
    const { frontier } = branch.roster();
    expect(frontier).toHaveLength(MAX_SEEN);
    expect(frontier[0]).toBe(counting.id);
  });

  it('GRP-4 an act of a later version counts for nothing, but those after it do', () => {
    const branch = Branch.founded(['bob']);
    const later = branch.act('alice', { kind: 'unknown' });
    branch.rename('alice', 'Orchard');
    expect(branch.fate(later)).toBe('unknown-kind');
    expect(branch.roster().name).toBe('Orchard');
  });
});

describe('members', () => {
  it('GRP-22 added twice is one member: the first add, the newest card', () => {
    const left = Branch.founded(['carol']);
    left.promote('alice', 'carol');
    const right = left.fork();
    const phone = device('bob phone');
    const newer = card('bob', {
      version: 2,
      profile: { name: 'Bobby', avatar: { kind: 'generated' } },
      certificates: [certificate('bob', device('bob')), certificate('bob', phone)],
    });
    const first = left.act('alice', {
      kind: 'group.added',
      card: card('bob'),
      via: eventIdOf('invite'),
      floors: [{ device: device('alice'), seq: 3 }],
    });
    right.act('carol', { kind: 'group.added', card: newer, via: null, floors: [] });
    const roster = merged(left, right).roster();
    expect(roster.members.get(account('bob'))).toMatchObject({
      role: 'member',
      profile: { name: 'Bobby' },
      devices: [device('bob'), phone],
      addedAt: first.at,
      addedBy: account('alice'),
      via: eventIdOf('invite'),
    });
    expect(floorsFor(roster, account('bob'))).toEqual([{ device: device('alice'), seq: 3 }]);
    expect(roster.members.get(account('alice'))).toMatchObject({ addedBy: null, floors: [], via: null });
    expect(floorsFor(roster, account('nobody'))).toBeNull();
  });

  it('GRP-20 a member adds others only where the policy says so, as they knew it', () => {
    const left = Branch.founded(['bob']);
    expect(left.fate(left.add('bob', 'carol'))).toBe('no-right');
    left.policy('alice', { invite: 'members' });
    const right = left.fork();
    const carol = left.add('bob', 'carol');
    right.policy('alice', { invite: 'admins' });
    const all = merged(left, right);
    expect(all.fate(carol)).toBe('counts');
    expect(all.fate(all.add('bob', 'dave'))).toBe('no-right');
  });

  it('GRP-20 a member may add itself again with a newer card, but not once removed', () => {
    const branch = Branch.founded(['bob']);
    const renew = (version: number) =>
      branch.act('bob', { kind: 'group.added', card: card('bob', { version }), via: null, floors: [] });
    expect(branch.fate(renew(5))).toBe('counts');
    expect(branch.roster().members.get(account('bob'))?.card.version).toBe(5);
    branch.remove('alice', 'bob');
    expect(branch.fate(renew(6))).toBe('no-right');
    expect(branch.people()).toBe('alice:owner');
  });

  it(`GRP-24 at most ${MAX_MEMBERS}: the first adds in order are in, and a place comes free again`, () => {
    const names = Array.from({ length: MAX_MEMBERS + 4 }, (_, index) => `member ${index}`);
    const left = Branch.founded(names.slice(0, MAX_MEMBERS - 3));
    const right = left.fork();
    const [late, later] = [left.add('alice', 'late', { at: 9_000_000_000 }), left.add('alice', 'later')];
    const early = right.add('alice/2', 'early', { at: 8_000_000_000 });
    const all = merged(left, right);
    expect([late, later, early].map((act) => all.fate(act))).toEqual(['counts', 'full', 'counts']);
    expect(all.roster().members.size).toBe(MAX_MEMBERS);
    expect(endOf(all.roster(), 'talk', device('later'))).toBe(-1);
    all.remove('alice', 'member 0');
    expect(all.fate(later)).toBe('counts');
    expect(all.roster().members.size).toBe(MAX_MEMBERS);
  });

  it('GRP-13 the end of a chain is told with the event that stands there', () => {
    const branch = Branch.founded(['bob']);
    branch.remove('alice', 'bob', { cuts: [['bob', 0, 7]] });
    const roster = branch.roster();
    expect(chainEndOf(roster, 'talk', device('bob'))).toEqual({ seq: 7, id: eventIdOf('talk bob 7') });
    expect(chainEndOf(roster, 'roster', device('bob'))).toEqual({ seq: 0, id: eventIdOf('roster bob 0') });
    expect(chainEndOf(roster, 'talk', device('bob/2'))).toEqual({ seq: -1, id: null });
    expect(chainEndOf(roster, 'talk', device('stranger'))).toEqual({ seq: -1, id: null });
    expect([accountOfDevice(roster, device('bob/2')), accountOfDevice(roster, device('stranger'))]).toEqual([
      account('bob'),
      null,
    ]);
  });

  it('GRP-13 a roster chain ends no sooner than what the remover had seen of it', () => {
    const branch = Branch.founded(['bob']);
    branch.promote('alice', 'bob');
    branch.rename('bob', 'One');
    const last = branch.rename('bob', 'Two');
    branch.remove('alice', 'bob');
    expect(chainEndOf(branch.roster(), 'roster', device('bob'))).toEqual({ seq: 1, id: last.id });
  });
});

describe('rights now', () => {
  const branch = Branch.founded(['bob', 'carol', 'dave'], { post: 'members', invite: 'admins', pin: 'members' });
  branch.promote('alice', 'bob');
  branch.promote('alice', 'dave');
  const roster = branch.roster();
  const rightsOf = (name: string) =>
    (['post', 'invite', 'pin', 'change', 'set-roles', 'hand-over', 'dissolve', 'leave'] as const).filter((kind) =>
      mayDo(roster, account(name), { kind }),
    );

  it('GRP-27 follow role and policy', () => {
    expect(rightsOf('alice')).toEqual(['post', 'invite', 'pin', 'change', 'set-roles', 'hand-over', 'dissolve']);
    expect(rightsOf('bob')).toEqual(['post', 'invite', 'pin', 'change', 'leave']);
    expect(rightsOf('carol')).toEqual(['post', 'pin', 'leave']);
    expect(rightsOf('nobody')).toEqual([]);
  });

  it.each<[string, GroupAction['kind'] & ('remove' | 'promote' | 'demote' | 'hand-over-to'), string]>([
    ['alice', 'remove', 'bob carol dave'],
    ['bob', 'remove', 'carol'],
    ['carol', 'remove', ''],
    ['alice', 'promote', 'carol'],
    ['alice', 'demote', 'bob dave'],
    ['bob', 'promote', ''],
    ['bob', 'demote', ''],
    ['alice', 'hand-over-to', 'bob carol dave'],
    ['bob', 'hand-over-to', ''],
  ])('GRP-27 %s may %s: %s', (by, kind, names) => {
    const everyone = ['alice', 'bob', 'carol', 'dave', 'nobody'];
    const may = everyone.filter((name) => mayDo(roster, account(by), { kind, target: account(name) }));
    expect(may.join(' ')).toBe(names);
  });

  it('GRP-27 end with the group', () => {
    const over = branch.fork();
    over.dissolve('alice');
    for (const kind of ['post', 'leave', 'change'] as const)
      expect(mayDo(over.roster(), account('alice'), { kind })).toBe(false);
  });
});

describe('lines in the talk', () => {
  it('GRP-28 say who did what', () => {
    const branch = Branch.founded();
    const acts = [
      branch.add('alice', 'bob'),
      branch.act('alice', { kind: 'group.added', card: card('carol'), via: eventIdOf('invite'), floors: [] }),
      branch.promote('alice', 'bob'),
      branch.demote('alice', 'bob'),
      branch.rename('alice', 'Orchard'),
      branch.policy('alice', { post: 'admins' }),
      branch.remove('alice', 'bob'),
      branch.leave('carol'),
      branch.handOver('alice', 'dave'),
      branch.dissolve('dave'),
    ];
    expect(acts.map((act) => noticeOf(act))).toMatchObject([
      { kind: 'added', account: account('bob'), by: account('alice') },
      { kind: 'joined', account: account('carol') },
      { kind: 'promoted', account: account('bob') },
      { kind: 'demoted', account: account('bob') },
      { kind: 'changed', fields: ['name'], name: 'Orchard' },
      { kind: 'changed', fields: ['policy'], name: null },
      { kind: 'removed', account: account('bob') },
      { kind: 'left', by: account('carol') },
      { kind: 'handed-over', account: account('dave') },
      { kind: 'dissolved', by: account('dave') },
    ]);
    expect(branch.acts[0] && noticeOf(branch.acts[0])).toMatchObject({ kind: 'founded', name: 'Garden' });
  });

  it('GRP-28 say nothing of a newer card, or of what this version cannot read', () => {
    const branch = Branch.founded(['bob']);
    expect(noticeOf(branch.add('bob', 'bob'))).toBeNull();
    expect(noticeOf(branch.act('alice', { kind: 'unknown' }))).toBeNull();
  });
});
