import type { AccountId, SpaceId } from '@shared/ids.ts';
import { importedPersonId } from '@domain/importing/ids.ts';
import type { ImportOutline, ImportedChat } from '@domain/importing/records.ts';
import { foldText } from '@domain/search/fold.ts';
import type { ImportPages } from '../importing/importPages.ts';

/** Who of imported chats a typed name may mean, and in which chats they are. */
export interface NamedInTalks {
  readonly people: readonly AccountId[];
  readonly chats: ReadonlySet<SpaceId>;
}

/** Who is asked for: by folded names, and as a contact. */
export interface AskedPeople {
  readonly typed: readonly string[];
  readonly contact: AccountId | null;
}

/**
 * Looks names up where each export has them (SRC-19). A contact is the other one in a talk of two that stands before their chat. A chat whose outline cannot be
 * read names nobody.
 */
export async function namedInTalks(
  pages: Pick<ImportPages, 'outline'>,
  chats: readonly ImportedChat[],
  { typed, contact }: AskedPeople,
): Promise<NamedInTalks> {
  const people: AccountId[] = [];
  const found = new Set<SpaceId>();
  for (const chat of chats) {
    const outline = await pages.outline(chat);
    if (outline === null) continue;
    const isTheirs = contact !== null && chat.contact === contact && isOfTwo(outline);
    for (const [place, name] of outline.people.entries()) {
      const { text } = foldText(name);
      const isOther = isTheirs && place !== outline.me;
      if (!isOther && !typed.some((words) => text.includes(words))) continue;
      people.push(importedPersonId(chat.id, place));
      found.add(chat.id);
    }
  }
  return { people, chats: found };
}

/** Whether it is a talk of oneself with one other. */
function isOfTwo({ people, me }: ImportOutline): boolean {
  return people.length === 2 && me !== null;
}
