/** Thousands of random histories of the replication core, in virtual time. A seed that failed: `npm run soak -- --only simulation --quick --seed N`. */
import { HistoryFailure, type Outcome, liveHistory } from '../../tests/integration/support/simulation/history.ts';
import { failedSeed, figure, readExtent } from './support/soak.ts';

const HISTORIES = 20_000;
const QUICK = 500;
/** However slow the machine is, no history is begun after this long, s. */
const MOST_SECONDS = 600;
/** More than this many failures say the same. */
const ENOUGH = 5;

const { quick, seed } = readExtent();
const count = quick ? QUICK : HISTORIES;
const outcomes: Outcome[] = [];
let failures = 0;
const began = performance.now();
const isOver = () => performance.now() - began > MOST_SECONDS * 1000;
for (let number = 0; number < count && failures < ENOUGH && !isOver(); number += 1) {
  try {
    outcomes.push(await liveHistory(seed + number));
  } catch (error) {
    if (!(error instanceof HistoryFailure)) throw error;
    failures += 1;
    console.log(error.message);
    failedSeed(seed + number, error.message.split('\n')[0] ?? '');
  }
}
const seconds = (performance.now() - began) / 1000;
const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
const healed = outcomes.map((outcome) => outcome.healed).toSorted((one, other) => one - other);
const at = (share: number) => healed[Math.min(healed.length - 1, Math.floor(healed.length * share))] ?? 0;

figure({ name: 'histories', value: outcomes.length, note: `${(outcomes.length / seconds).toFixed(0)} a second` });
figure({ name: 'histories that ended wrongly', value: failures, goal: '0', holds: failures === 0 });
figure({ name: 'events acknowledged, each everywhere and once', value: sum(({ acknowledged }) => acknowledged) });
figure({ name: 'crashes, power cuts and lost databases', value: sum(({ crashes }) => crashes) });
figure({ name: 'claims of "synced" looked at, none false', value: sum(({ claims }) => claims) });
figure({ name: 'from all well to all equal, median', value: at(0.5) / 1000, unit: 's (virtual)' });
figure({ name: 'from all well to all equal, worst', value: at(1) / 1000, unit: 's (virtual)' });
