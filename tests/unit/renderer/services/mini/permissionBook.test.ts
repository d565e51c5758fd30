/** What is kept of what a person allows. Rules: MPH-12 in services/mini/SPEC.md. */
import { expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { PermissionGrant } from '@domain/mini/permission.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { permissionBook } from '@services/mini/permissionBook.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const grant = (permission: PermissionGrant['permission'], granted: boolean): PermissionGrant => ({
  permission,
  granted,
  hosts: [],
  at: 1,
});

it('MPH-12 what is taken back while another thing is remembered stays taken back', async () => {
  const instance = idOf<EventId>('poll');
  let row: { readonly grants: readonly PermissionGrant[] } = { grants: [grant('pay', true)] };
  const programs = {
    // Between what is read here and what is written, the person takes the payments back.
    get: () => {
      const before = row;
      row = { grants: [grant('pay', false)] };
      return Promise.resolve(ok(before));
    },
    update: (_: EventId, change: (current: typeof row) => typeof row) => {
      row = { grants: [grant('pay', false)] };
      row = change(row);
      return Promise.resolve(ok(row));
    },
  };
  // Only what remembering needs.
  await permissionBook({ programs } as unknown as DocumentStore).remember(instance, grant('scan', true));
  expect(Object.fromEntries(row.grants.map(({ permission, granted }) => [permission, granted]))).toEqual({
    pay: false,
    scan: true,
  });
});
