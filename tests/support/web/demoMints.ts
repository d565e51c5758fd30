/** A mint worth looking at: some notes, and one of each thing that can be under way or done with it. */
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import { fakeAccountId } from './fakeIds.ts';
import type { FakeMints } from './fakeMints.ts';

const MINUTE = 60_000;
const URL = 'https://mint.example.org';

const entryOf = (id: string, change: Partial<MintEntry>): MintEntry => ({
  ...{ id, mint: URL, unit: 'sat', decimals: 0, kind: 'receive', stage: 'done', at: 0, amount: 21n, fee: 0n },
  ...{ invoice: null, until: null, token: null, person: null, isTaken: false, problem: null },
  ...change,
});

/** Shows the mint. */
export function seedDemoMints(controls: FakeMints, now: number): void {
  const ago = (minutes: number) => ({ at: now - minutes * MINUTE });
  const later = now + 5 * 24 * 60 * MINUTE;
  const invoice = `lnbc50000n1${'p'.repeat(40)}`;
  const view: MintView = {
    ...controls.offer,
    isKnown: true,
    balances: [{ unit: 'sat', decimals: 0, balance: 18_430n, setAside: 500n }],
    entries: [
      entryOf('waiting', { kind: 'receive', stage: 'prepared', amount: 500n, until: later, ...ago(2) }),
      entryOf('invoice', { kind: 'buy', stage: 'quoted', amount: 5000n, invoice, ...ago(9) }),
      entryOf('given', { kind: 'send', amount: 1200n, token: `cashuB${'a1'.repeat(180)}`, ...ago(40) }),
      entryOf('locked', { kind: 'send', amount: 800n, person: fakeAccountId('leila'), until: later, ...ago(90) }),
      entryOf('taken', { kind: 'send', amount: 2100n, isTaken: true, ...ago(700) }),
      entryOf('paid', { kind: 'pay', amount: 350n, fee: 1n, ...ago(1500) }),
      entryOf('late', { kind: 'receive', stage: 'failed', amount: 64n, problem: 'token-spent', ...ago(2900) }),
      entryOf('bought', { kind: 'buy', amount: 21_000n, ...ago(4400) }),
    ],
  };
  controls.mints.set([view]);
  controls.lockable.set(new Set([fakeAccountId('leila')]));
}
