import { describe, expect, it } from 'vitest';
import { type Standing, stateOf, withoutJudged } from '@services/groups/groupState.ts';
import { EMPTY_SEED } from '@services/groups/knownGroup.ts';
import type { EventId } from '@shared/ids.ts';
import { Branch, account, eventIdOf, founding, nonce } from '../../domain/group/support/story.ts';
import { removalEvent } from './support/removalEvent.ts';

function standing(branch: Branch, change: Partial<Standing> & { state?: Standing['record']['state'] } = {}): Standing {
  const { state = 'joining', ...rest } = change;
  const record = {
    space: founding.talk,
    roster: founding.roster,
    founder: account('alice'),
    nonce,
    name: 'Hikers',
    picture: { kind: 'generated' as const },
    state,
    welcomedBy: account('alice'),
    joinedAt: 1,
  };
  const known = new Set(branch.acts.map(({ id }) => id));
  return {
    self: account('bob'),
    record,
    seed: EMPTY_SEED,
    roster: branch.roster(),
    awaited: null,
    holds: (act) => known.has(act),
    ...rest,
  };
}

describe('what one is to a group', () => {
  it('GRS-4 stays as it was until the founding is here', () => {
    expect(stateOf(standing(new Branch()))).toBe('joining');
    expect(stateOf(standing(new Branch(), { state: 'active' }))).toBe('active');
  });

  it('GRS-4 is what the roster says', () => {
    const branch = Branch.founded(['bob', 'carol']);
    expect(stateOf(standing(branch))).toBe('active');
    const left = branch.fork();
    left.leave('bob');
    expect(stateOf(standing(left, { state: 'active' }))).toBe('left');
    const removed = branch.fork();
    removed.remove('alice', 'bob');
    expect(stateOf(standing(removed, { state: 'active' }))).toBe('removed');
    branch.dissolve('alice');
    expect(stateOf(standing(branch, { state: 'active' }))).toBe('dissolved');
  });

  it('GRS-4 waits for an act that is not here, and no longer', () => {
    const branch = Branch.founded(['bob']);
    branch.leave('bob');
    expect(stateOf(standing(branch, { awaited: eventIdOf('to come') }))).toBe('joining');
    const [known] = branch.acts;
    expect(stateOf(standing(branch, { awaited: known?.id ?? null }))).toBe('left');
  });

  it('GRS-4 waits while it asks by an invite, also after it was out', () => {
    const branch = Branch.founded(['bob']);
    branch.remove('alice', 'bob');
    const seed = { ...EMPTY_SEED, invite: 'invite', request: 'sending' as const };
    expect(stateOf(standing(branch, { seed }))).toBe('joining');
    expect(stateOf(standing(branch, { seed, state: 'removed' }))).toBe('removed');
  });

  it('GRS-12 believes an act of removal over a roster that does not hold it', () => {
    const branch = Branch.founded(['bob']);
    const seed = { ...EMPTY_SEED, removal: new Uint8Array(1) };
    expect(stateOf(standing(branch, { seed, state: 'active' }))).toBe('removed');
  });

  it('GRS-4 goes by the roster again once that has judged the act that was shown', () => {
    const branch = Branch.founded(['bob']);
    const event = removalEvent(7, branch.roster().frontier);
    const seed = { ...EMPTY_SEED, removal: event.payload };
    expect(withoutJudged(seed, branch.roster())).toBe(seed);
    const judged = { effective: new Set<EventId>(), void: new Map([[event.id, 'wrong-target' as const]]) };
    expect(withoutJudged(seed, judged)).toEqual(EMPTY_SEED);
    expect(withoutJudged(seed, { effective: new Set([event.id]), void: new Map() })).toEqual(EMPTY_SEED);
    expect(withoutJudged(EMPTY_SEED, judged)).toBe(EMPTY_SEED);
  });

  it('GRS-4 is out when what added it turns out to count for nothing', () => {
    expect(stateOf(standing(Branch.founded(['carol']), { state: 'active' }))).toBe('removed');
    expect(stateOf(standing(Branch.founded(['carol'])))).toBe('joining');
  });
});
