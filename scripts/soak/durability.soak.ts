/** Kills, power cuts, full disks and damaged files under a whole app that writes: see `tests/e2e/faults`. */
import { runSpecs } from './support/playwright.ts';
import { readExtent, skipped } from './support/soak.ts';

const { quick } = readExtent();
if (process.getuid?.() !== 0) skipped('power cuts and full disks need root; the rest is tried');
const specs = ['tests/e2e/faults/kills.spec.ts', 'tests/e2e/faults/disks.spec.ts'];
process.exitCode = runSpecs(specs, quick ? {} : { BANYAN_FAULTS: 'long' });
