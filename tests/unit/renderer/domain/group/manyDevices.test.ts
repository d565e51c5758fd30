/** People whose cards name more devices than an act has room for. */
import { describe, expect, it } from 'vitest';
import { type Cut, MAX_CUTS, encodeRosterBody, fittingCuts, parseRosterBody } from '@domain/group/body.ts';
import { arrange } from '@domain/group/history.ts';
import { must } from '../support/devices.ts';
import { Branch, account, card, certificate, cutRows, device, eventIdOf } from './support/story.ts';

/** A group in which Mallory's cards named so many devices, the first of which she uses. */
function crowded(count: number): Branch {
  const branch = Branch.founded(['mallory', 'bob']);
  const names = Array.from({ length: count }, (_, place) => `mallory/${place + 2}`);
  for (let from = 0; from < count; from += 15) {
    const certificates = ['mallory', ...names.slice(from, from + 15)].map((name) =>
      certificate('mallory', device(name)),
    );
    const renewed = card('mallory', { version: 2 + from, certificates });
    branch.act('mallory', { kind: 'group.added', via: null, floors: [], card: renewed });
  }
  return branch;
}

/** A row for every device of Mallory's. */
function rowsOf(branch: Branch, held: ReadonlyMap<string, readonly [roster: number, talk: number]>): Cut[] {
  const devices = [...branch.roster().devices].filter(([, owner]) => owner === account('mallory'));
  const rows = cutRows([...held].map(([name, [roster, talk]]) => [name, roster, talk]));
  return devices.map(([one]) => {
    const none = { device: one, rosterSeq: -1, talkSeq: -1, talkId: null, rosterId: null };
    return rows.find((row) => row.device === one) ?? none;
  });
}

describe('somebody with many devices', () => {
  it('GRP-3 is removed like anybody else, by an act that all can read', () => {
    const branch = crowded(90);
    const rows = rowsOf(branch, new Map([['mallory', [5, 3]]]));
    expect(rows.length).toBeGreaterThan(MAX_CUTS);
    const cuts = fittingCuts(rows);
    const body = { kind: 'group.removed' as const, account: account('mallory'), cuts, seen: branch.roster().frontier };
    expect(must(parseRosterBody(body.kind, encodeRosterBody(body)))).toEqual(body);
    const last = branch.acts.at(-1);
    branch.act('bob', { kind: 'group.changed', name: 'Not his to do' });
    const removal = branch.act('alice', body);
    expect(branch.fate(removal)).toBe('counts');
    expect(branch.people()).toBe('alice:owner bob');
    const ends = branch.roster().former.get(account('mallory'))?.cuts;
    expect(ends?.get(device('mallory'))).toMatchObject({ talk: { seq: 3 }, roster: { seq: last?.seq } });
    expect(ends?.get(device('mallory/80'))).toMatchObject({ talk: { seq: -1 }, roster: { seq: -1 } });
  });

  it('GRP-3 leaves out rows of nothing, which say the same as none', () => {
    const rows = cutRows([
      ['bob', -1, -1],
      ['bob/2', -1, 4],
      ['bob/3', 2, -1],
    ]);
    expect(fittingCuts(rows).map(({ device: one }) => one)).toEqual([device('bob/2'), device('bob/3')]);
  });

  it('GRP-3 names the longest chains of too many, the same whatever their order', () => {
    const rows = cutRows(Array.from({ length: 80 }, (_, place) => [`bob/${place + 1}`, -1, place]));
    const cuts = fittingCuts(rows);
    expect(cuts.map(({ talkSeq }) => talkSeq)).toEqual(Array.from({ length: MAX_CUTS }, (_, place) => 79 - place));
    expect(fittingCuts(rows.toReversed())).toEqual(cuts);
  });

  it('GRP-26 who acts once with each of very many devices takes no room for all of them with each', () => {
    const count = 2000;
    const { acts } = Branch.founded(['bob']);
    const seen = acts.slice(-1).map(({ id }) => id);
    const flood = Array.from({ length: count }, (_, place) => ({
      ...{ id: eventIdOf(`flood ${place}`), author: account('bob'), device: device(`bob/${place + 3}`) },
      ...{ seq: 0, prev: null, at: 5_000_000, act: { kind: 'unknown' as const, seen } },
    }));
    const { moments } = arrange([...acts, ...flood]);
    expect(moments).toHaveLength(count + acts.length);
    const pieces = new Set(moments.flatMap(({ known }) => known.filter((piece) => piece !== undefined)));
    const places = [...pieces].reduce((sum, piece) => sum + piece.length, 0);
    expect(places).toBeLessThan((count * count) / 10);
  });
});
