import type { ContactCard } from '@domain/contact/card.ts';
import type { InviteRecord } from '@domain/contact/contact.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { addition } from '../groups/addition.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { RosterAuthor } from '../groups/rosterAuthor.ts';

/** What an inviter says to who asks. */
export type Answer = (LinkMessage & { readonly t: 'answer' })['code'];

/** What letting people into groups works with. */
export interface GroupDoorParts {
  readonly store: DocumentStore;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly author: RosterAuthor;
}

type GroupInviteRecord = InviteRecord & { readonly group: NonNullable<InviteRecord['group']> };

/** True for an invite into a group. */
export function isGroupInvite(record: InviteRecord): record is GroupInviteRecord {
  return record.group !== undefined;
}

/** Lets people in who come with an invite (INV-16): as long as it may be used, and as long as we may invite. */
export class GroupDoor {
  private readonly parts: GroupDoorParts;

  constructor(parts: GroupDoorParts) {
    this.parts = parts;
  }

  /** The answer to someone whose card is verified; what they asked for is done when it is `received`. */
  async answer(record: GroupInviteRecord, card: ContactCard, now: number): Promise<Answer> {
    const { groups, author } = this.parts;
    const { space, users } = record.group;
    await groups.settled();
    const group = groups.get(space);
    if (group === null) return 'revoked';
    const { members, former } = group.roster;
    // Blocked people hear nothing that tells them so.
    if (members.has(card.account) || (await this.isBlocked(card))) return 'received';
    const refusal = refusalOf(record, card, now);
    if (refusal !== null) return refusal;
    // Who was put out does not come back by a link that still lies around.
    if (former.get(card.account)?.reason === 'removed') return 'removed';
    const person = { account: card.account, card: card.packed, via: record.id };
    const added = await author.act(space, { kind: 'invite' }, (current) => addition(author, current, person));
    if (!added.ok) return 'refused';
    if (!users.includes(card.account)) await this.note(record, card);
    return 'received';
  }

  private async note({ id }: GroupInviteRecord, card: ContactCard): Promise<void> {
    await this.parts.store.invites.update(id, (record) => {
      if (record === null || !isGroupInvite(record)) return null;
      const users = [...record.group.users, card.account];
      const isUsed = record.group.limit !== null && users.length >= record.group.limit;
      const state = record.state === 'open' && isUsed ? 'used' : record.state;
      return { ...record, state, group: { ...record.group, users } };
    });
  }

  private async isBlocked({ account }: ContactCard): Promise<boolean> {
    const block = await this.parts.store.blocks.get(account);
    return this.parts.contacts.get(account)?.record.blocked === true || (block.ok && block.value !== null);
  }
}

/** Why an invite does not let someone in; null when it does. Who came by it and left may come again. */
function refusalOf({ state, expiresAt, group }: GroupInviteRecord, card: ContactCard, now: number): Answer | null {
  if (state === 'revoked') return 'revoked';
  if (expiresAt <= now) return 'expired';
  return state === 'used' && !group.users.includes(card.account) ? 'used' : null;
}
