/** What a program is told of people. Rules: MPH-12 in services/mini/SPEC.md. */
import { expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { createProgramPeople } from '@services/mini/programPeople.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

it('MPH-12 a program is told the name somebody gave themselves, and not what one calls them', async () => {
  const [self, ada] = [idOf<AccountId>('self'), idOf<AccountId>('ada')];
  const known = { remark: 'never lend her money', profile: { name: 'Ada' } };
  const contacts = { get: (account: AccountId) => Promise.resolve(ok(account === ada ? known : null)) };
  // Only what is asked for a name.
  const people = createProgramPeople({} as Workspace, { contacts } as unknown as DocumentStore, self);
  expect([await people.nameOf(ada), await people.nameOf(idOf<AccountId>('nobody'))]).toEqual(['Ada', '']);
});
