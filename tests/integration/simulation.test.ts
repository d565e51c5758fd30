/** Random histories of the replication core; thousands of them, and longer, in `npm run soak -- --only simulation`. */
import { describe, expect, it } from 'vitest';
import { liveHistory } from './support/simulation/history.ts';

const HISTORIES = 300;
/** A seed that failed, to see it again: SIMULATION_SEED=123 npx vitest run tests/integration/simulation */
const ONE_SEED = process.env['SIMULATION_SEED'];

describe('simulated histories', () => {
  it('REP-7 the same seed lives the same history', async () => {
    const [one, again, other] = [await liveHistory(7), await liveHistory(7), await liveHistory(8)];
    expect(again).toEqual(one);
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });

  it(`REP-1 REP-3 REP-6 REP-7 ${HISTORIES} histories: nothing acknowledged is lost or doubled, logs are equal, "synced" is never said wrongly`, async () => {
    const seeds =
      ONE_SEED === undefined ? Array.from({ length: HISTORIES }, (_, index) => index + 1) : [Number(ONE_SEED)];
    let acknowledged = 0;
    let claims = 0;
    for (const seed of seeds) {
      const outcome = await liveHistory(seed);
      acknowledged += outcome.acknowledged;
      claims += outcome.claims;
    }
    expect(acknowledged).toBeGreaterThan(ONE_SEED === undefined ? 5 * HISTORIES : -1);
    expect(claims).toBeGreaterThan(ONE_SEED === undefined ? HISTORIES : -1);
  });
});
