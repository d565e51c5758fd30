import { checks } from './checks.mjs';
import { ensureTestBrowser } from './setup/browserInstall.mjs';
import { ensureBuild } from './setup/build.mjs';
import { isSetupFailure, runScript } from './setup/failure.mjs';
import { ensureNatsServer } from './setup/natsServer.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureTurnServer } from './setup/turnServer.mjs';
import { closingLines, together } from './testing/closing.mjs';
import { oneFailure, runCheck, runPlaywright, runVitest } from './testing/suites.mjs';

/** @typedef {import('./testing/suites.mjs').Outcome} Outcome */

const help = `npm test [-- options]   sets up what is missing and runs everything

  --unit     unit, contract and integration tests only
  --e2e      end-to-end tests only; further arguments go to Playwright
  --help     this text

With no option the static checks (format, lint, types, import graph, unused code) run too, each counted as one.
What failed is named at the end, and the last line is the sum: N passed, N failed.`;

/** @returns {Promise<Outcome>} */
async function runChecks() {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const check of checks) outcomes.push(await runCheck(check));
  return together(outcomes);
}

/** @returns {Promise<Outcome>} */
async function runUnit() {
  await ensureNatsServer();
  return runVitest();
}

/** @param {readonly string[]} args @returns {Promise<Outcome>} */
async function runEndToEnd(args) {
  try {
    const browser = await ensureTestBrowser();
    await ensureNatsServer();
    await ensureTurnServer();
    console.log(`  browser: ${browser}`);
    await ensureBuild();
    return await runPlaywright(browser, args);
  } catch (error) {
    if (!isSetupFailure(error)) throw error;
    console.error(`✗ ${error.message}`);
    return oneFailure('end-to-end tests', 'their set-up', error.message);
  }
}

/** @param {string | undefined} only @param {readonly string[]} rest */
function stagesFor(only, rest) {
  const stages = [
    { flag: '--checks', title: 'Static checks', run: runChecks },
    { flag: '--unit', title: 'Unit, contract and integration tests', run: runUnit },
    { flag: '--e2e', title: 'End-to-end tests', run: () => runEndToEnd(rest) },
  ];
  return only === undefined ? stages : stages.filter(({ flag }) => flag === only);
}

requireNode();
await runScript(async () => {
  const [only, ...rest] = process.argv.slice(2);
  const stages = stagesFor(only, rest);
  if (stages.length === 0) {
    console.log(help);
    return only === '--help' ? 0 : 2;
  }
  await ensurePackages();
  /** @type {{ title: string, outcome: Outcome }[]} */
  const done = [];
  for (const { title, run } of stages) {
    console.log(`▸ ${title}`);
    done.push({ title, outcome: await run() });
  }
  for (const line of closingLines(done)) console.log(line);
  return together(done.map(({ outcome }) => outcome)).tally.failed === 0 ? 0 : 1;
});
