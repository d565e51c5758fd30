import { build } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';

requireNode();
await runScript(async () => {
  await ensurePackages();
  await build();
  return 0;
});
