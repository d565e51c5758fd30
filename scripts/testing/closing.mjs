import { failureLines } from './failures.mjs';
import { lastLine, sum } from './summary.mjs';

/** @typedef {import('./suites.mjs').Outcome} Outcome */

/** @param {readonly Outcome[]} outcomes @returns {Outcome} */
export function together(outcomes) {
  return {
    tally: sum(outcomes.map(({ tally }) => tally)),
    failures: outcomes.flatMap(({ failures }) => failures),
    secondTries: outcomes.flatMap(({ secondTries }) => secondTries),
  };
}

/**
 * What `npm test` says at its very end: the sum of each part, then what failed by name, then the sum of all. So the tail of a log
 * tells what failed, however long the log is.
 *
 * @param {readonly { title: string, outcome: Outcome }[]} parts
 * @returns {string[]}
 */
export function closingLines(parts) {
  const all = together(parts.map(({ outcome }) => outcome));
  return [
    '',
    ...parts.map(({ title, outcome }) => `  ${title}: ${lastLine(outcome.tally)}`),
    ...failureLines('\nPassed at the second try:', all.secondTries),
    ...failureLines('\nFailed:', all.failures),
    `\n${lastLine(all.tally)}`,
  ];
}
