import type { AccountId, SpaceId } from '@shared/ids.ts';
import { projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Clock } from '@ports/clock.ts';
import type { Notifier } from '@ports/notifier.ts';
import type { ContactBook } from '../contacts/contactBook.ts';

/** A message older than this on arrival is history catching up, not news, ms. */
const NEWS = 10 * 60_000;
const MOST_TEXT = 140;

/** What telling the person about messages works with. */
export interface MessageNoticeParts {
  readonly self: AccountId;
  readonly contacts: ContactBook;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly isAllowed: () => boolean;
  /** Whether any tab of this profile is being looked at. */
  readonly isWatched: () => boolean;
}

/** Shows one notification per conversation for new messages of others while nobody is looking (NTF-1…NTF-3). */
export class MessageNotices {
  private readonly parts: MessageNoticeParts;

  constructor(parts: MessageNoticeParts) {
    this.parts = parts;
  }

  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    const { self, contacts, notifier, clock, isAllowed, isWatched } = this.parts;
    const contact = contacts.ofSpace(space)?.record;
    if (contact === undefined || contact.blocked || !isAllowed() || isWatched()) return;
    const news = events
      .map((event) => projectEvent(event, self))
      .flatMap((projection) => (projection.kind === 'message' && !projection.message.own ? [projection.message] : []))
      .filter((message) => message.at > clock.now() - NEWS);
    const last = news.at(-1);
    if (last === undefined) return;
    const text = last.body.kind === 'text' ? last.body.text : '';
    const body = [...text.replace(/\s+/g, ' ')].slice(0, MOST_TEXT).join('');
    notifier.show({ tag: space, title: contact.remark ?? contact.profile.name, body });
  }
}
