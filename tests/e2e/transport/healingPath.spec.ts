/** Faults of the network between two machines, each a namespace of its own. See healing.ts. */
import { faults } from './faults.ts';
import { describeFaults } from './healing.ts';
import { BRIDGE_ADDRESS, createNamespaces } from './namespaces.ts';
import { prepareGrounds } from './world.ts';

describeFaults('faults of the path', faults.path, async () => {
  const namespaces = await createNamespaces();
  return namespaces === null ? null : { grounds: await prepareGrounds(BRIDGE_ADDRESS), namespaces };
});
