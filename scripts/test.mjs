import { checks } from './checks.mjs';
import { ensureTestBrowser } from './setup/browserInstall.mjs';
import { ensureBuild } from './setup/build.mjs';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { ensureNatsServer } from './setup/natsServer.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runCheck, runPlaywright, runVitest } from './testing/suites.mjs';
import { lastLine, nothing, sum } from './testing/summary.mjs';

/** @typedef {import('./testing/summary.mjs').Tally} Tally */

const help = `npm test [-- options]   sets up what is missing and runs everything

  --unit     unit, contract and integration tests only
  --e2e      end-to-end tests only; further arguments go to Playwright
  --help     this text

With no option the static checks (format, lint, types, import graph, unused code) run too, each counted as one.
The last line is the sum: N passed, N failed.`;

/** @returns {Promise<Tally>} */
async function runChecks() {
  let tally = nothing;
  for (const check of checks) {
    const isGreen = await runCheck(check);
    tally = sum([tally, isGreen ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }]);
  }
  return tally;
}

/** @returns {Promise<Tally>} */
async function runUnit() {
  await ensureNatsServer();
  return runVitest();
}

/** @param {readonly string[]} args @returns {Promise<Tally>} */
async function runEndToEnd(args) {
  try {
    const browser = await ensureTestBrowser();
    await ensureNatsServer();
    console.log(`  browser: ${browser}`);
    await ensureBuild();
    return await runPlaywright(browser, args);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`✗ ${error.message}`);
    return { ...nothing, failed: 1 };
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
  /** @type {{ title: string, tally: Tally }[]} */
  const done = [];
  for (const { title, run } of stages) {
    console.log(`▸ ${title}`);
    done.push({ title, tally: await run() });
  }
  console.log('');
  for (const { title, tally } of done) console.log(`  ${title}: ${lastLine(tally)}`);
  const total = sum(done.map(({ tally }) => tally));
  console.log(`\n${lastLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});
