/** The oldest Node everything here runs on; package.json says the same in `engines`. */
export const nodeFloor = '20.19.0';

/** @param {string} version @returns {number[]} */
function parts(version) {
  return version
    .replace(/^v/, '')
    .split('.')
    .map((part) => Number.parseInt(part, 10));
}

/**
 * Whether a Node version is at least the floor.
 *
 * @param {string} version
 * @param {string} [floor]
 */
export function isNodeNewEnough(version, floor = nodeFloor) {
  const have = parts(version);
  const want = parts(floor);
  for (let index = 0; index < want.length; index += 1) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Ends the process with what to do when this Node is too old. Runs before anything newer than old Nodes know. */
export function requireNode() {
  if (isNodeNewEnough(process.version)) return;
  process.stderr.write(
    `Banyan needs Node ${nodeFloor} or newer; this is ${process.version}.\n` +
      'Install a current Node from https://nodejs.org (or `nvm install --lts`) and run the command again.\n',
  );
  process.exit(1);
}
