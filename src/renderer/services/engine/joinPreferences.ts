import type { AccountId, SpaceId } from '@shared/ids.ts';
import { projectEvent, isIncoming } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { FUTURE_TOLERANCE } from '@domain/event/hybridClock.ts';
import { isMuted } from '@domain/preference/preferences.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { JoinedDirectory } from '../feed/joinedDirectory.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { nameIn } from '../groups/groupNames.ts';
import { whyNotWrite } from '../groups/mayWrite.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { createPreferenceActs } from '../preference/preferenceActs.ts';
import { PreferenceBook } from '../preference/preferenceBook.ts';
import { RefusalLog } from '../preference/refusalLog.ts';
import { TypingDesk } from '../preference/typingDesk.ts';
import type { MessageNotices } from '../notifications/messageNotices.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { PreferenceActs } from '../workspace/preferenceWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** How a person keeps their chats, in a running engine. The book has yet to be loaded. */
export interface JoinedPreferences {
  readonly book: PreferenceBook;
  readonly typing: TypingDesk;
  readonly acts: PreferenceActs;
  readonly onAdmitted: (events: readonly AdmittedEvent[]) => void;
  /** The acts on people and chats, with what they mean for what is kept of them here. */
  readonly withPeople: (acts: PeopleActs) => PeopleActs;
  readonly dispose: () => void;
}

type PeopleActs = Pick<
  Acts,
  'declineRequest' | 'blockRequest' | 'setBlocked' | 'deleteContact' | 'deleteGroup' | 'markRead'
>;

/** What joining needs beside the parts. */
export interface PreferenceJoining {
  readonly self: AccountId;
  readonly book: PreferenceBook;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly settings: SettingsKeeper;
  readonly replicator: Replicator;
  readonly directory: Pick<JoinedDirectory, 'readersOf'>;
  readonly files: Files;
  readonly notices: Pick<MessageNotices, 'clear'>;
}

/** The book alone, for those who ask it before the rest is joined. */
export function joinPreferenceBook(
  { store, clock }: Pick<EngineParts, 'store' | 'clock'>,
  { journal }: { readonly journal: EventJournal },
): PreferenceBook {
  return new PreferenceBook({ store, clock, keeper: new FeedKeeper({ store, journal, clock }) });
}

/** Joins what is chosen about chats to events, links and files. */
export function joinPreferences(parts: EngineParts, joining: PreferenceJoining): JoinedPreferences {
  const { store, clock, random } = parts;
  const { book, journal, contacts, groups, settings, files } = joining;
  const keeper = new FeedKeeper({ store, journal, clock });
  const nameOf = async (account: AccountId, space: SpaceId | null) => {
    const known = space === null ? null : nameIn({ contacts, groups }, space, account);
    return known ?? (await calledHere(joining, store, account));
  };
  const refusals = new RefusalLog({ store, keeper, clock, nameOf });
  const typing = joinTyping(parts, joining);
  files.keepDrafted(() => Promise.resolve(book.pictures()));
  const stop = settings.settings.subscribe(() => {
    if (!settings.settings.get().typing) typing.hush();
  });
  return {
    book,
    typing,
    acts: createPreferenceActs({ store, journal, random, book, refusals, typing, files }),
    onAdmitted: (events) => {
      for (const event of events) {
        typing.onAdmitted(event.content.space, [event]);
        unarchive(joining, event, clock.now());
      }
    },
    withPeople: (acts) => withPeople({ acts, book, refusals, nameOf, contacts, notices: joining.notices, clock }),
    dispose: () => {
      stop();
      typing.dispose();
      book.dispose();
    },
  };
}

function joinTyping({ clock }: EngineParts, joining: PreferenceJoining): TypingDesk {
  const { self, contacts, groups, settings, replicator, directory } = joining;
  return new TypingDesk({
    clock,
    links: replicator.sessions,
    readersOf: (space) => directory.readersOf(space),
    mayWrite: (space) => whyNotWrite({ self, contacts, groups }, space) === null,
    isBlocked: (account) => contacts.get(account)?.record.blocked === true,
    isAllowed: () => settings.settings.get().typing,
  });
}

/** A contact, or somebody who asks to be one. */
async function calledHere(
  { contacts }: Pick<PreferenceJoining, 'contacts'>,
  store: EngineParts['store'],
  account: AccountId,
): Promise<string | null> {
  const contact = contacts.get(account)?.record;
  if (contact !== undefined) return contact.remark ?? contact.profile.name;
  const request = await store.requests.get(account);
  return request.ok ? (request.value?.profile.name ?? null) : null;
}

/** A message of another that came after a chat was archived takes it out again (PRE-11). */
function unarchive({ self, book, settings }: PreferenceJoining, event: AdmittedEvent, now: number): void {
  const { space } = event.content;
  const chosen = book.of(space);
  if (!chosen.archived || !settings.settings.get().unarchive || isMuted(chosen, now)) return;
  const projected = projectEvent(event, self);
  if (projected.kind !== 'message' || !isIncoming(projected.message)) return;
  if (projected.message.at > book.chosenAt(space, 'archived')) void book.choose(space, { archived: false });
}

interface PeopleParts {
  readonly acts: PeopleActs;
  readonly book: PreferenceBook;
  readonly refusals: RefusalLog;
  readonly nameOf: (account: AccountId, space: SpaceId | null) => Promise<string | null>;
  readonly contacts: ContactBook;
  readonly notices: Pick<MessageNotices, 'clear'>;
  readonly clock: Pick<EngineParts['clock'], 'now'>;
}

/** Refusals are noted once they are done; a chat that is deleted leaves nothing behind; one that is read is marked no more. */
function withPeople({ acts, book, refusals, nameOf, contacts, notices, clock }: PeopleParts): PeopleActs {
  const noting =
    <Rest extends readonly unknown[]>(
      act: (account: AccountId, ...rest: Rest) => ReturnType<PeopleActs['declineRequest']>,
      deedOf: (...rest: Rest) => 'declined' | 'blocked' | 'unblocked',
    ) =>
    async (account: AccountId, ...rest: Rest) => {
      const name = await nameOf(account, null);
      const done = await act(account, ...rest);
      if (done.ok) await refusals.note(deedOf(...rest), account, name);
      return done;
    };
  return {
    declineRequest: noting(acts.declineRequest, () => 'declined'),
    blockRequest: noting(acts.blockRequest, () => 'blocked'),
    setBlocked: noting(acts.setBlocked, (blocked) => (blocked ? 'blocked' : 'unblocked')),
    deleteContact: async (account) => {
      const space = contacts.get(account)?.record.space ?? null;
      const done = await acts.deleteContact(account);
      if (done.ok && space !== null) await book.forget(space);
      return done;
    },
    deleteGroup: async (space) => {
      const done = await acts.deleteGroup(space);
      if (done.ok) await book.forget(space);
      return done;
    },
    markRead: async (space, at) => {
      // A line may be dated far ahead: what is said until then was not read with it.
      const done = await acts.markRead(space, Math.min(at, clock.now() + FUTURE_TOLERANCE));
      if (done.ok) notices.clear(space);
      if (done.ok && book.of(space).markedUnread) await book.choose(space, { markedUnread: false });
      return done;
    },
  };
}
