import { spawn } from 'node:child_process';
import { ensureBuild } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { waitForEnd } from './setup/hostProcess.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';

requireNode();
await runScript(async () => {
  await ensurePackages();
  await ensureBuild();
  return waitForEnd(
    // Node 20 warns of Ed25519 in WebCrypto, which it has had since 18.4 and later versions no longer warn of.
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'out/main/peer.js', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    }),
    { command: 'npm run peer' },
  );
});
