import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { type RoundStep, Rounds } from '@services/wallet/rounds.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

/** Rounds of these steps, and a promise of the end of the round that is asked for next. */
function roundsOf(steps: readonly RoundStep[], mayGoOn = () => true) {
  const log = new RingLog(new FakeClock(), createMemoryHost());
  let tellEnd = () => undefined as void;
  const rounds = new Rounds({ log, mayGoOn, steps: [...steps, async () => tellEnd()] });
  const round = (fresh: readonly VerifiedRecord[] = []) =>
    new Promise<void>((resolve) => {
      tellEnd = () => resolve();
      rounds.ask(fresh);
    });
  return { rounds, round, log };
}

function gate() {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = () => resolve();
  });
  return { opened, open: () => open() };
}

describe('what a device does by itself', () => {
  it('WSV-42 a step that fails keeps neither the others nor the next round from being done', async () => {
    const done: string[] = [];
    const { round, log } = roundsOf([
      async () => done.push('first'),
      () => {
        throw new Error('a bug at once');
      },
      () => Promise.reject(new Error('a bug later')),
      async () => done.push('last'),
    ]);
    await round();
    expect(done).toEqual(['first', 'last']);
    await round();
    expect(done).toEqual(['first', 'last', 'first', 'last']);
    const messages = log.recent('error').map(({ text }) => text);
    expect(messages).toEqual(Array.from({ length: 2 }, () => ['a bug at once', 'a bug later']).flat());
  });

  it('WSV-42 one round at a time: what comes during one is what is new in the next, once', async () => {
    const [record] = (await Scene.begin()).ledger.records();
    if (record === undefined) throw new Error('no record');
    const seen: (readonly VerifiedRecord[])[] = [];
    const [first, second] = [gate(), gate()];
    let underWay = 0;
    let most = 0;
    const { rounds } = roundsOf([
      async (fresh) => {
        underWay += 1;
        most = Math.max(most, underWay);
        seen.push(fresh);
        if (seen.length === 1) await first.opened;
        else second.open();
        underWay -= 1;
      },
    ]);
    rounds.ask([]);
    rounds.ask([record]);
    rounds.ask([]);
    first.open();
    await second.opened;
    expect(seen).toEqual([[], [record]]);
    expect(most).toBe(1);
  });

  it('WSV-42 nothing is done once it may not go on', async () => {
    let isOver = false;
    let count = 0;
    const asked = gate();
    const mayGoOn = () => {
      if (isOver) asked.open();
      return !isOver;
    };
    const { round, rounds } = roundsOf([async () => (count += 1)], mayGoOn);
    await round();
    isOver = true;
    rounds.ask([]);
    await asked.opened;
    expect(count).toBe(1);
    isOver = false;
    await round();
    expect(count).toBe(2);
  });
});
