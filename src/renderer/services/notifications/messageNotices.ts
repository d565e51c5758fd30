import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Clock } from '@ports/clock.ts';
import type { Notifier } from '@ports/notifier.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { nameIn } from '../groups/groupNames.ts';
import type { HiddenWords } from '../groups/hiddenWords.ts';
import { PartsInFlight } from './partsInFlight.ts';
import { newsOf } from './wordsOf.ts';

/** A message older than this on arrival is history catching up, not news, ms. */
const NEWS = 10 * 60_000;
const MOST_TEXT = 140;

/** What telling the person about messages works with. */
export interface MessageNoticeParts {
  readonly self: AccountId;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly hidden: HiddenWords;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly isAllowed: () => boolean;
  /** Whether any tab of this profile is being looked at. */
  readonly isWatched: () => boolean;
}

/** Shows one notification per conversation for new messages of others while nobody is looking (NTF-1…NTF-3). */
export class MessageNotices {
  private readonly parts: MessageNoticeParts;
  private readonly inFlight = new PartsInFlight();

  constructor(parts: MessageNoticeParts) {
    this.parts = parts;
  }

  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    const { self, notifier, clock, isAllowed, isWatched } = this.parts;
    if (!isAllowed() || isWatched()) return;
    const news = events
      .filter((event) => this.isHeard(space, event))
      .flatMap((event) => newsOf(event, self, this.inFlight) ?? [])
      .filter(({ at }) => at > clock.now() - NEWS);
    const last = news.at(-1);
    if (last === undefined) return;
    const body = [...last.text.replace(/\s+/g, ' ')].slice(0, MOST_TEXT).join('');
    const titles = this.titlesOf(space, last.author);
    if (titles !== null) notifier.show({ tag: space, title: titles.title, body: titles.prefix + body });
  }

  /** Not of blocked people, and not what a group does not show. */
  private isHeard(space: SpaceId, event: AdmittedEvent): boolean {
    const { contacts, hidden } = this.parts;
    return contacts.get(event.author)?.record.blocked !== true && hidden.isShown(space, event);
  }

  /** The person of a chat of two; the group, and who said it. Null for a conversation that is not here (any more). */
  private titlesOf(space: SpaceId, author: AccountId): { readonly title: string; readonly prefix: string } | null {
    const group = this.parts.groups.get(space);
    if (group !== null) {
      const name = nameIn(this.parts, space, author);
      return { title: group.record.name, prefix: name === null ? '' : `${name}: ` };
    }
    const contact = this.parts.contacts.ofSpace(space)?.record;
    return contact === undefined ? null : { title: contact.remark ?? contact.profile.name, prefix: '' };
  }
}
