import { checks } from './checks.mjs';
import { runScript } from './setup/failure.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { failureLines } from './testing/failures.mjs';
import { runCheck, runVitest } from './testing/suites.mjs';

requireNode();
await runScript(async () => {
  await ensurePackages();
  console.log('▸ Static checks');
  for (const check of checks) {
    const { tally } = await runCheck(check);
    if (tally.failed > 0) return 1;
  }
  console.log('▸ Unit, contract and integration tests');
  const began = Date.now();
  const { tally, failures } = await runVitest();
  const isGreen = tally.failed === 0;
  for (const line of failureLines('Failed:', failures)) console.log(line);
  console.log(`  ${isGreen ? '✓' : '✗'} tests (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!isGreen)
    console.error('  What to do: `npx vitest run <file>` runs one file; `npx vitest <file>` keeps watching it.');
  return isGreen ? 0 : 1;
});
