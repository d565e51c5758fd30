import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { runScript } from '../setup/failure.mjs';
import { requireNode } from '../setup/nodeVersion.mjs';
import { root } from '../setup/root.mjs';

/** @param {string} relative */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

requireNode();
await runScript(async () => {
  /** @type {{ module: typeof import('../../aliases.config.ts') }} */
  const aliases = await runnerImport(path('../../aliases.config.ts'), { configFile: false, root });
  /** @type {{ module: typeof import('./verifyCommand.ts') }} */
  const verifier = await runnerImport(path('verifyCommand.ts'), {
    configFile: false,
    root,
    resolve: { alias: aliases.module.sourceAliases },
  });
  return verifier.module.verifyCommand(process.argv.slice(2));
});
