import * as v from 'valibot';
import type { BlobId } from '@shared/ids.ts';
import { blobIdSchema, timeSchema } from '@shared/schemas.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

/** Name of the value that lists the packages a person added from files. */
export const OWN_PACKAGES_NAME = 'own-packages';
/** Most that are listed: the oldest fall out. */
const MOST = 200;

const listSchema = v.array(v.strictObject({ package: blobIdSchema, name: v.string(), at: timeSchema }));
/** A package a person added, newest first in its list. */
export type OwnPackage = v.InferOutput<typeof listSchema>[number];

/** The list as kept; empty for what does not fit. */
export function readOwnPackages(value: unknown): readonly OwnPackage[] {
  const parsed = v.safeParse(listSchema, value);
  return parsed.success ? parsed.output : [];
}

/** Packages that stay though no message speaks of them; null where the list cannot be read now. */
export async function ownPackagesIn(store: Pick<DocumentStore, 'values'>): Promise<ReadonlySet<BlobId> | null> {
  const row = await store.values.get(OWN_PACKAGES_NAME);
  return row.ok ? new Set(readOwnPackages(row.value?.value).map((one) => one.package)) : null;
}

/** Puts a package in front. */
export async function addToOwnPackages(store: Pick<DocumentStore, 'values'>, added: OwnPackage): Promise<void> {
  await store.values.update(OWN_PACKAGES_NAME, (row) => {
    const others = readOwnPackages(row?.value).filter((known) => known.package !== added.package);
    return { name: OWN_PACKAGES_NAME, value: [added, ...others].slice(0, MOST) };
  });
}
