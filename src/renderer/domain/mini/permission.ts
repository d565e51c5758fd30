import * as v from 'valibot';
import { type MiniPermission, type PackageFacts, miniPermissionSchema } from '@shared/mini/package.ts';
import { timeSchema } from '@shared/schemas.ts';

/** What a person said about one permission of one instance. For `net`, of exactly these hosts. */
export const permissionGrantSchema = v.strictObject({
  permission: miniPermissionSchema,
  granted: v.boolean(),
  hosts: v.pipe(v.array(v.string()), v.readonly()),
  at: timeSchema,
});
/** See {@link permissionGrantSchema}. */
export type PermissionGrant = v.InferOutput<typeof permissionGrantSchema>;

/** What the package's manifest asks for. */
export const declaredPermissionsSchema = v.strictObject({
  permissions: v.pipe(v.array(miniPermissionSchema), v.readonly()),
  net: v.pipe(v.array(v.string()), v.readonly()),
});
/** See {@link declaredPermissionsSchema}. */
export type DeclaredPermissions = v.InferOutput<typeof declaredPermissionsSchema>;

/** What a package asks for: nothing where its manifest names nothing of ours. */
export function declaredBy({ manifest }: Pick<PackageFacts, 'manifest'>): DeclaredPermissions {
  const { permissions, net } = manifest.banyan ?? { permissions: [], net: [] };
  return { permissions, net };
}

/** What is done with a wish of a program. */
export type PermissionAnswer = 'not-declared' | 'granted' | 'denied' | 'ask';

/**
 * Whether a program may (MIN-13). What its manifest does not ask for it never may; what was not answered is asked. A yes for `net`
 * covers the hosts it was said for: where the manifest asks for more, it is asked anew, while a no stays a no.
 */
export function decide(
  declared: DeclaredPermissions,
  grants: readonly PermissionGrant[],
  permission: MiniPermission,
): PermissionAnswer {
  if (!declared.permissions.includes(permission)) return 'not-declared';
  if (permission === 'net' && declared.net.length === 0) return 'not-declared';
  const said = grants.findLast((grant) => grant.permission === permission);
  if (said === undefined) return 'ask';
  if (!said.granted) return 'denied';
  return permission === 'net' && declared.net.some((host) => !said.hosts.includes(host)) ? 'ask' : 'granted';
}

/** The grants after a person's word: one for each permission. */
export function withGrant(grants: readonly PermissionGrant[], grant: PermissionGrant): readonly PermissionGrant[] {
  return [...grants.filter(({ permission }) => permission !== grant.permission), grant];
}

/** What a newer package asks for and the present one does not: the person is asked before it takes its place (MIN-14). */
export function addedPermissions(
  present: DeclaredPermissions,
  next: DeclaredPermissions,
): { readonly permissions: readonly MiniPermission[]; readonly hosts: readonly string[] } {
  return {
    permissions: next.permissions.filter((permission) => !present.permissions.includes(permission)),
    hosts: next.net.filter((host) => !present.net.includes(host)),
  };
}
