import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { isSameAuthor, readAuthorship } from '@domain/mini/authorship.ts';
import { addedPermissions } from '@domain/mini/permission.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import { compareVersions } from '@domain/mini/version.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { KnownPackage, ProgramUpgrade } from '../workspace/programWorkspace.ts';
import { inspectPackage } from './inspectPackage.ts';
import type { OwnPackage } from './ownPackages.ts';

type Facts = KnownPackage['facts'];

/** Packages a device knows of: by the cards that are here, and by what the person added. */
export interface KnownHere {
  readonly programs: readonly ProgramRecord[];
  readonly list: readonly OwnPackage[];
}

/** What upgrades are found with. */
export interface UpgradeParts {
  readonly host: Pick<Host, 'call'>;
  readonly self: AccountId;
  readonly verify: VerifySignature;
}

/** Packages that call themselves the same as the one that runs and are newer (MIN-16), as far as they are here: those of the same author first, then the newest. */
export async function findUpgrades(
  { host, self, verify }: UpgradeParts,
  instance: EventId,
  known: KnownHere,
): Promise<readonly ProgramUpgrade[]> {
  const record = known.programs.find((program) => program.instance === instance);
  if (record === undefined) return [];
  const present = await inspectPackage(host, self, record.package ?? record.card.package);
  const id = present.ok ? present.value.manifest.id : null;
  if (!present.ok || id === null) return [];
  const named = known.programs.filter(({ card }) => card.id === id).map(({ card }) => card.package);
  const others = new Set([...known.list.map((one) => one.package), ...named]);
  const found = await Promise.all([...others].map((other) => inspectPackage(host, self, other)));
  const order = (one: Facts, other: Facts) =>
    compareVersions(one.manifest.version, other.manifest.version) ||
    cameHere(known, one.package) - cameHere(known, other.package);
  const author = await readAuthorship(present.value, verify);
  const newer = found
    .flatMap((facts) => (facts.ok && facts.value.manifest.id === id ? [facts.value] : []))
    .filter((next) => next.package !== present.value.package && order(next, present.value) > 0)
    .toSorted((one, other) => order(other, one));
  const upgrades = await Promise.all(
    newer.map(async (next) => ({
      ...upgradeOf(present.value, next),
      sameAuthor: isSameAuthor(author, await readAuthorship(next, verify)),
    })),
  );
  // Anybody can call a package the same, and newer than all.
  return upgrades.toSorted((one, other) => Number(other.sameAuthor) - Number(one.sameAuthor));
}

/** When a package was first seen here, ms. */
function cameHere({ programs, list }: KnownHere, id: BlobId): number {
  const cards = programs.filter(({ card }) => card.package === id);
  return Math.min(...[...cards, ...list.filter((one) => one.package === id)].map(({ at }) => at));
}

function upgradeOf(present: Facts, next: Facts): Omit<ProgramUpgrade, 'sameAuthor'> {
  const nothing = { permissions: [], net: [] };
  const added = addedPermissions(present.manifest.banyan ?? nothing, next.manifest.banyan ?? nothing);
  return {
    package: next.package,
    version: next.manifest.version,
    added: added.permissions,
    addedHosts: added.hosts,
  };
}
