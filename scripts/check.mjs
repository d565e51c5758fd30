import { checks } from './checks.mjs';
import { runScript } from './setup/failure.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runCheck, runVitest } from './testing/suites.mjs';

requireNode();
await runScript(async () => {
  await ensurePackages();
  console.log('▸ Static checks');
  for (const check of checks) {
    if (!(await runCheck(check))) return 1;
  }
  console.log('▸ Unit, contract and integration tests');
  const began = Date.now();
  const { failed } = await runVitest();
  console.log(`  ${failed === 0 ? '✓' : '✗'} tests (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (failed > 0)
    console.error('  What to do: `npx vitest run <file>` runs one file; `npx vitest <file>` keeps watching it.');
  return failed === 0 ? 0 : 1;
});
