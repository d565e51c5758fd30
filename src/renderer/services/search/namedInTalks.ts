import type { AccountId, SpaceId } from '@shared/ids.ts';
import { importedPersonId } from '@domain/importing/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { foldText } from '@domain/search/fold.ts';
import type { ImportPages } from '../importing/importPages.ts';

/** Who of imported chats a typed name may mean, and in which chats they are. */
export interface NamedInTalks {
  readonly people: readonly AccountId[];
  readonly chats: ReadonlySet<SpaceId>;
}

/** Looks names up where each export has them (SRC-19): `typed` are folded. A chat whose outline cannot be read names nobody. */
export async function namedInTalks(
  pages: Pick<ImportPages, 'outline'>,
  chats: readonly ImportedChat[],
  typed: readonly string[],
): Promise<NamedInTalks> {
  const people: AccountId[] = [];
  const found = new Set<SpaceId>();
  for (const chat of chats) {
    const outline = await pages.outline(chat);
    for (const [place, name] of (outline?.people ?? []).entries()) {
      const { text } = foldText(name);
      if (!typed.some((words) => text.includes(words))) continue;
      people.push(importedPersonId(chat.id, place));
      found.add(chat.id);
    }
  }
  return { people, chats: found };
}
