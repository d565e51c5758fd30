import { withGrant } from '@domain/mini/permission.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PermissionBook } from './hostParts.ts';

/** What a person said about permissions, as the records of instances have it. */
export function permissionBook(store: Pick<DocumentStore, 'programs'>): PermissionBook {
  const grants: PermissionBook['grants'] = async (instance) => {
    const record = await store.programs.get(instance);
    return record.ok ? (record.value?.grants ?? []) : [];
  };
  return {
    grants,
    remember: async (instance, grant) => {
      // In one step: what was taken back meanwhile stays taken back.
      await store.programs.update(instance, (row) =>
        row === null ? null : { ...row, grants: withGrant(row.grants, grant) },
      );
    },
    watch: (instance, listener) =>
      store.programs.watch(instance).subscribe((state) => {
        if (state.status === 'ready') listener(state.value?.grants ?? []);
      }),
  };
}
