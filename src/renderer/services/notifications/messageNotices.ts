import type { AccountId, SpaceId } from '@shared/ids.ts';
import { foldNotes } from '@domain/chat/foldNotes.ts';
import { type MessageNote, readNote } from '@domain/chat/note.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Settings } from '@domain/settings/settings.ts';
import { minutesOfDay } from '@domain/preference/quietHours.ts';
import { isTold, shownContent } from '@domain/preference/telling.ts';
import type { Clock } from '@ports/clock.ts';
import type { Notifier } from '@ports/notifier.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { nameIn } from '../groups/groupNames.ts';
import { whyNotWrite } from '../groups/mayWrite.ts';
import type { HiddenWords } from '../groups/hiddenWords.ts';
import { DIRECT_RULES, groupChatRules } from '../messages/noteRules.ts';
import type { PreferenceBook } from '../preference/preferenceBook.ts';
import { notTakenBack } from './notTakenBack.ts';
import { PartsInFlight } from './partsInFlight.ts';
import type { ScreenLock } from './screenLock.ts';
import { type News, newsOf } from './wordsOf.ts';

/** A message older than this on arrival is history catching up, not news, ms. */
const NEWS = 10 * 60_000;
const MOST_TEXT = 140;
/** Most that is remembered of what was said about a message that is shown, the latest. */
const MOST_NOTES = 20;
/** In no language: notices are made where no catalogue is. */
const SOMETHING = '💬';
const APP_NAME = 'Banyan';

/** What telling the person about messages works with. */
export interface MessageNoticeParts {
  readonly self: AccountId;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly hidden: HiddenWords;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'notifications' | 'quietHours' | 'noticeContent'>;
  readonly preferences: Pick<PreferenceBook, 'of'>;
  readonly lock: Pick<ScreenLock, 'isLocked' | 'onLocked'>;
  /** Whether any tab of this profile is being looked at. */
  readonly isWatched: () => boolean;
}

/** What a notice on the screen tells, and what was said about that since. */
interface ShownNotice {
  readonly news: News;
  readonly notes: readonly MessageNote[];
}

/** Shows one notification per conversation for new messages of others while nobody is looking (NTF-1…NTF-6), and none of what is not to be seen any more (NTF-8). */
export class MessageNotices {
  private readonly parts: MessageNoticeParts;
  private readonly inFlight = new PartsInFlight();
  private readonly shown = new Map<SpaceId, ShownNotice>();

  constructor(parts: MessageNoticeParts) {
    this.parts = parts;
    parts.lock.onLocked(() => this.hideContent());
    parts.groups.groups.subscribe(() => this.takeBackHidden());
  }

  onAdmitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    this.tellOf(space, events);
    this.follow(space, events);
  }

  private tellOf(space: SpaceId, events: readonly AdmittedEvent[]): void {
    const { self, clock, settings, isWatched } = this.parts;
    if (!settings().notifications || isWatched()) return;
    const news = notTakenBack(events)
      .filter((event) => this.isHeard(space, event))
      .flatMap((event) => newsOf(event, self, this.inFlight) ?? [])
      .filter(({ at }) => at > clock.now() - NEWS)
      .filter((one) => this.isTold(space, one));
    const last = news.at(-1);
    if (last !== undefined) this.tell(space, { news: last, notes: [] });
  }

  /** What is shown may be recalled or changed now: by whom that counts is judged as in the chat. */
  private follow(space: SpaceId, events: readonly AdmittedEvent[]): void {
    const shown = this.shown.get(space);
    const message = shown?.news.message ?? null;
    if (shown === undefined || message === null) return;
    const fresh = events
      .filter((event) => this.isHeard(space, event))
      .flatMap((event) => readNote(event) ?? [])
      .filter((note) => note.message === message.id && (note.said.act === 'recall' || note.said.act === 'edit'));
    if (fresh.length === 0) return;
    const notes = [...shown.notes, ...fresh].slice(-MOST_NOTES);
    const group = this.parts.groups.get(space);
    const rules = group === null ? DIRECT_RULES : groupChatRules(group.rules);
    const { record } = foldNotes(message, notes, rules);
    const text = plainWords(record.body);
    if (record.body.kind === 'recalled') this.clear(space);
    else if (text !== shown.news.text) this.tell(space, { news: { ...shown.news, text }, notes });
    else this.shown.set(space, { ...shown, notes });
  }

  /** A roster that came, or rules, may show that what is told was said by who might not. */
  private takeBackHidden(): void {
    for (const [space, { news }] of [...this.shown]) {
      if (!this.isHeard(space, news.event)) this.clear(space);
    }
  }

  /** It was read: nobody needs to be told of it any more. */
  clear(space: SpaceId): void {
    if (this.shown.delete(space)) this.parts.notifier.clear(space);
  }

  private tell(space: SpaceId, shown: ShownNotice): void {
    const { notifier, settings, lock } = this.parts;
    const { news } = shown;
    const titles = this.titlesOf(space, news.author);
    if (titles === null) return;
    this.shown.set(space, shown);
    const content = shownContent(settings().noticeContent, lock.isLocked);
    const isAnswerable = content === 'all' && whyNotWrite(this.parts, space) === null;
    const words = [...news.text.replace(/\s+/g, ' ')].slice(0, MOST_TEXT).join('');
    notifier.show({
      tag: space,
      title: content === 'nothing' ? APP_NAME : titles.title,
      body: content === 'all' ? titles.prefix + words : SOMETHING,
      isAnswerable,
    });
  }

  private isTold(space: SpaceId, { isMention }: News): boolean {
    const { clock, settings, preferences } = this.parts;
    const now = clock.now();
    const { quietHours } = settings();
    return isTold({ preferences: preferences.of(space), isMention, quietHours, now, minutes: minutesOfDay(now) });
  }

  /** What stands on a screen that is locked is read by whoever passes by. */
  private hideContent(): void {
    if (this.parts.settings().noticeContent !== 'unlocked') return;
    for (const space of [...this.shown.keys()]) this.clear(space);
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
