import { describe, expect, it } from 'vitest';
import { linesOf } from '@services/groups/groupLines.ts';
import { additionOf, readRemoval } from '@services/groups/removal.ts';
import { knownGroup } from './support/knownGroup.ts';
import { removalEvent } from './support/removalEvent.ts';
import { Branch, account } from '../../domain/group/support/story.ts';

const self = account('bob');

/** What Bob makes of it; `isBelieved`: it ends the group for him. */
async function isBelieved(branch: Branch, event: ReturnType<typeof removalEvent>): Promise<boolean> {
  const read = await readRemoval(knownGroup(branch), {
    self,
    payload: event.payload,
    verify: () => Promise.resolve(true),
  });
  if (!read.ok) throw new Error(read.error.code);
  return read.value !== null;
}

describe('a removal that is shown', () => {
  it('GRS-12 is believed when it is new', async () => {
    const branch = Branch.founded(['bob']);
    expect(await isBelieved(branch, removalEvent(branch.acts.length, branch.roster().frontier))).toBe(true);
  });

  it('GRS-12 is old when the roster holds it and names us, whatever clock the acts carry', async () => {
    const branch = Branch.founded();
    branch.add('alice', 'bob', { at: 9_000_000_000_000 });
    const { id } = removalEvent(2);
    const removed = branch.remove('alice', 'bob');
    branch.acts.splice(branch.acts.indexOf(removed), 1, { ...removed, id });
    branch.add('alice', 'bob', { at: 6 });
    expect(branch.people()).toBe('alice:owner bob');
    expect(await isBelieved(branch, removalEvent(2))).toBe(false);
  });

  it('GRS-12 is believed also when its author hides what they had seen', async () => {
    const branch = Branch.founded(['bob']);
    branch.rename('alice', 'Orchard');
    expect(await isBelieved(branch, removalEvent(3, []))).toBe(true);
  });
});

describe('a line about a group', () => {
  it.each(['Garden\u202eneddih', 'Al\u2066ice\nremoved Bob', '\u200b\u200b'])(
    'GRS-7 shows no name that is not fit to be shown: %j',
    (name) => {
      const branch = Branch.founded(['bob']);
      branch.rename('alice', name);
      const values = linesOf(knownGroup(branch), self).map(({ body }) =>
        body.kind === 'notice' ? body.notice.value : null,
      );
      expect(values.at(-1)).toBe(branch.roster().name);
      expect(values.join('')).not.toMatch(/[\u2028-\u202e\u2066-\u2069\u200b\n]/);
    },
  );

  it('GRS-7 names a founding as the group was called then', () => {
    const branch = Branch.founded(['bob']);
    const [line] = linesOf(knownGroup(branch), self);
    expect(line?.body).toMatchObject({ notice: { act: 'founded', value: 'Garden' } });
  });
});

describe('an addition', () => {
  it('GRS-14 is told by the last in history, whatever clocks the acts carry', () => {
    const branch = Branch.founded();
    branch.add('alice', 'bob', { at: 9_000_000_000_000 });
    branch.remove('alice', 'bob', { at: 5_000_000 });
    const again = branch.add('alice', 'bob', { at: 5_000_001 });
    expect(additionOf(knownGroup(branch), self)?.id).toBe(again.id);
    expect(additionOf(knownGroup(new Branch(branch.acts.toReversed())), self)?.id).toBe(again.id);
  });
});
