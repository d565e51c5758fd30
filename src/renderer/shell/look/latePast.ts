import type { IdentityParts } from '@services/identity/identity.ts';
import type { Past } from '@services/snapshots/past.ts';
import { persistently } from '@ui/loading/persistently.ts';

/** What there was, fetched when somebody asks: few starts end without going on. */
export function latePast(parts: IdentityParts): Past {
  const past = async () => {
    const [{ pastOf }, { browserSnapshots, SCHEMA_VERSION: version }] = await Promise.all([
      persistently(() => import('@services/snapshots/past.ts')),
      persistently(() => import('./browserSnapshots.ts')),
    ]);
    return pastOf({ ...parts, snapshots: browserSnapshots, version });
  };
  return {
    list: async () => (await past()).list(),
    check: async (id) => (await past()).check(id),
  };
}
