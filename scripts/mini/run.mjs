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
  /** @type {{ module: typeof import('./cli.ts') }} */
  const kit = await runnerImport(path('cli.ts'), {
    configFile: false,
    root,
    resolve: { alias: aliases.module.sourceAliases },
  });
  return kit.module.runKit(process.argv.slice(2));
});
