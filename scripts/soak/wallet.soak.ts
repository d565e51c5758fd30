/** Hundreds of random histories of wallets on many devices, and what takeovers cost. A seed that failed: `npm run soak -- --only wallet --quick --seed N`. */
import { type Outcome, liveHistory } from '../../tests/integration/support/walletSimulation/history.ts';
import {
  BEGINNINGS,
  type Beginning,
  overdrawnAfter,
} from '../../tests/integration/support/walletSimulation/takeover.ts';
import { failedSeed, figure, readExtent } from './support/soak.ts';

const { quick, seed } = readExtent();
const HISTORIES = quick ? 5 : 1500;
const TAKEOVERS = quick ? 20 : 1000;
/** However slow the machine is, no history and no takeover is begun after this long, s: of each half. */
const MOST_SECONDS = 420;

const began = performance.now();
const secondsSince = (time: number) => (performance.now() - time) / 1000;
const outcomes: Outcome[] = [];
for (let number = 0; number < HISTORIES && secondsSince(began) < MOST_SECONDS; number += 1) {
  const outcome = await liveHistory(seed + number);
  outcomes.push(outcome);
  const [wrong] = outcome.violations;
  if (wrong !== undefined) failedSeed(seed + number, `${outcome.kind}: ${wrong}`);
}
const wrongOnes = outcomes.filter(({ violations }) => violations.length > 0).length;
const sum = (what: string) => outcomes.reduce((all, { counts }) => all + (counts.get(what) ?? 0), 0);
const dishonest = outcomes.filter(({ kind }) => kind !== 'honest').length;

figure({ name: 'histories', value: outcomes.length, note: `${dishonest} with a clerk that lies or runs twice` });
figure({ name: 'histories that ended wrongly', value: wrongOnes, goal: '0', holds: wrongOnes === 0 });
figure({ name: 'records, of each history', value: outcomes.reduce((all, { records }) => all + records, 0) });
for (const what of ['crash', 'parted', 'damaged on the way', 'handed over', 'taken over', 'taken over from a thief']) {
  figure({ name: what, value: sum(what) });
}
for (const what of ['holder cloned', 'restored from an old backup', 'clerk lied', 'clerk cloned', 'fault fork']) {
  figure({ name: what, value: sum(what) });
}
for (const what of ['status cleared', 'status returned', 'status refused', 'overspent, and proven', 'contested']) {
  figure({ name: what, value: sum(what) });
}

const perBeginning = MOST_SECONDS / Object.keys(BEGINNINGS).length;
for (const [beginning, words] of Object.entries(BEGINNINGS)) {
  const since = performance.now();
  const owed: bigint[] = [];
  while (owed.length < TAKEOVERS && secondsSince(since) < perBeginning) {
    owed.push(await overdrawnAfter(beginning as Beginning, seed + owed.length));
  }
  const share = (100 * owed.filter((each) => each > 0n).length) / owed.length;
  const worst = owed.reduce((most, each) => (each > most ? each : most), 0n);
  const isSafe = beginning === 'complete' || beginning === 'witnessed';
  figure({
    name: `takeover from ${words}: overdrawn`,
    value: share.toFixed(1),
    unit: '%',
    ...(isSafe ? { goal: '0', holds: share === 0 } : {}),
    note: `of ${owed.length}; worst ${worst} of 60`,
  });
}
