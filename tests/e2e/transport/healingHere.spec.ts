/** Faults of page, process and signaling, on one machine. See healing.ts. */
import { faults } from './faults.ts';
import { describeFaults } from './healing.ts';
import { prepareGrounds } from './world.ts';

describeFaults('faults of page, process and signaling', faults.local, async () => ({
  grounds: await prepareGrounds(),
  namespaces: null,
}));
