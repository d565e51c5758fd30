import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { sourceAliases } from './aliases.config.ts';
import { threadSources } from './scripts/threads/threadPlugin.mjs';
import { PATIENCE } from './tests/support/shared/until.ts';

const isCi = process.env['CI'] === 'true';

export default defineConfig({
  plugins: [react(), threadSources()],
  resolve: {
    alias: [
      // Nothing in a unit test may reach the real package: importing it would try to download a binary.
      {
        find: /^electron(\/(main|renderer|common))?$/,
        replacement: fileURLToPath(new URL('tests/support/node/fakeElectron.ts', import.meta.url)),
      },
      ...sourceAliases,
    ],
  },
  test: {
    include: ['tests/{unit,contract,integration}/**/*.test.{ts,tsx}'],
    // DOM tests say so in their first line: `// @vitest-environment happy-dom`.
    environment: 'node',
    // Guards against hanging, not measures: machines that run this are shared.
    testTimeout: 10 * PATIENCE,
    hookTimeout: 10 * PATIENCE,
    expect: { poll: { timeout: PATIENCE, interval: 20 } },
    restoreMocks: true,
    // In CI only, named at the end of the run and few of them: see docs/adr/0065. What a property found stands, and so does what hangs,
    // for that may be what a property found: its next try would draw other examples.
    retry: isCi ? { count: 1, condition: /^(?!Property failed|Test timed out|Hook timed out)/u } : 0,
    // Left alone it would keep a core for itself, which on a machine of two is half of them.
    maxWorkers: '100%',
  },
});
