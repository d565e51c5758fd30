import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { firstReady } from '../workspace/liveQueries.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ProgramPeople } from './hostParts.ts';

/** People and chats of a workspace, as far as a program may touch them by a person's hand. */
export function createProgramPeople(
  workspace: Pick<Workspace, 'ownProfile' | 'group' | 'sendText' | 'sendFiles'>,
  store: Pick<DocumentStore, 'contacts' | 'conversations'>,
  self: AccountId,
): ProgramPeople {
  const groupOf = (space: SpaceId) => firstReady(workspace.group(space));
  return {
    ownProfile: async () => {
      const own = await firstReady(workspace.ownProfile());
      const avatar = own?.profile.avatar;
      return { name: own?.profile.name ?? '', picture: avatar?.kind === 'picture' ? avatar.bytes : null };
    },
    nameOf: async (account) => {
      const contact = await store.contacts.get(account);
      // What a person calls somebody for themselves is nobody else's to know.
      return contact.ok ? (contact.value?.profile.name ?? '') : '';
    },
    membersOf: async (space) => {
      const row = await store.conversations.get(space);
      if (row.ok && row.value?.kind === 'direct') return [self, row.value.account];
      return (await groupOf(space))?.members.map(({ account }) => account) ?? [self];
    },
    send: async (space, text, file) => {
      if (file === null) {
        await workspace.sendText(space, text);
        return;
      }
      const outgoing = new File([new Uint8Array(file.bytes)], file.name, { type: file.type });
      await workspace.sendFiles(space, [{ file: outgoing, asFile: true, caption: text }]);
    },
  };
}
