/** How the wallet's suites are run against a planted bug: in one worker, to the first failure, with few and unshrunk random histories. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { sourceAliases } from '../../aliases.config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Long histories come last: most bugs are found before. */
const LAST = /invariants|equivocation|simulation/i;

class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weight = ({ moduleId }: TestSpecification) => (LAST.test(moduleId) ? '1' : '0') + moduleId;
    return Promise.resolve(files.toSorted((a, b) => (weight(a) < weight(b) ? -1 : 1)));
  }
}

export default defineConfig({
  root,
  cacheDir: `${root}out/mutate`,
  resolve: { alias: sourceAliases },
  test: {
    include: [
      'tests/unit/renderer/domain/spending/*.test.ts',
      'tests/unit/renderer/domain/wallet/*.test.ts',
      'tests/unit/renderer/services/wallet/programPayments.test.ts',
      'tests/integration/walletSimulation.test.ts',
    ],
    setupFiles: ['scripts/mutate/quickProperties.ts'],
    // That histories reach everything often enough can only be told of many.
    testNamePattern: /^(?!.*often enough to mean something)/,
    bail: 1,
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    sequence: { sequencer: QuickFirst },
    env: { WALLET_RUNS: '15', WALLET_HISTORIES: '4' },
  },
});
