/** Real network faults between two whole apps in namespaces of their own, every kind five times (or BANYAN_FAULT_ROUNDS): see `tests/e2e/faults`. */
import { runSpecs } from './support/playwright.ts';
import { readExtent, skipped } from './support/soak.ts';

const { quick } = readExtent();
if (process.getuid?.() === 0) {
  process.exitCode = runSpecs(
    ['tests/e2e/faults/network.spec.ts'],
    quick ? {} : { BANYAN_FAULT_ROUNDS: process.env['BANYAN_FAULT_ROUNDS'] ?? '5' },
  );
} else {
  skipped('network namespaces need root');
}
