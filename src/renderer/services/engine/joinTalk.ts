import type { SpaceId } from '@shared/ids.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { Acts } from '../workspace/acts.ts';
import type { MessageActs } from '../workspace/messageWorkspace.ts';
import type { PreferenceActs } from '../workspace/preferenceWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { Unwanted } from '../messages/unwanted.ts';
import { createChatActs, sendText } from './chatActs.ts';
import type { EngineParts } from './engineParts.ts';
import type { JoinedGroups } from './joinGroups.ts';
import { type JoinedMessages, type MessageJoining, joinMessages } from './joinMessages.ts';
import { type JoinedPreferences, type PreferenceJoining, joinPreferences } from './joinPreferences.ts';
import { type PeopleParts, createPeopleActs } from './peopleActs.ts';
import type { PendingMessages } from './pendingMessages.ts';
import type { ReadMarks } from './readMarks.ts';

/** What joining what is done in chats needs beside the parts. */
export interface TalkJoining extends Omit<MessageJoining, 'acts' | 'later'>, PreferenceJoining {
  readonly people: PeopleParts;
  readonly groupActs: JoinedGroups['acts'];
  readonly pending: PendingMessages;
  readonly readMarks: ReadMarks;
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
}

/** What is done in chats, with people and about them. */
export interface JoinedTalk {
  readonly preferences: JoinedPreferences;
  readonly messages: JoinedMessages;
  readonly acts: TalkActs;
}

type TalkActs = MessageActs &
  PreferenceActs &
  JoinedGroups['acts'] &
  ReturnType<typeof createPeopleActs> &
  ReturnType<typeof createChatActs> &
  Pick<Acts, 'markRead'>;

/** Joins what is done in chats: what is said there, what is done with it, and how the person keeps them. */
export function joinTalk(parts: EngineParts, joining: TalkJoining): JoinedTalk {
  const { store, clock } = parts;
  const { whyNotWrite, sayer, replicator, pending, readMarks, journal, keeper, contacts, groups } = joining;
  // To say nothing is enough: what is late is kept before it.
  const keepLate = (space: SpaceId) => replicator.authorRun(space, MESSAGE_KIND, []);
  const saying = { store, whyNotWrite, replicator: sayer };
  const unwanted = new Unwanted({ ...saying, journal, keeper, clock });
  const chat = { ...saying, keepLate, pending, readMarks, unwanted };
  const talk = {
    ...createChatActs(chat),
    ...joining.groupActs,
    ...createPeopleActs(joining.people),
  };
  const preferences = joinPreferences(parts, joining);
  const later: MessageJoining['later'] = {
    sendText: (space, words) => sendText(chat, space, words),
    takeAway: talk.deleteMessage,
  };
  const joined = joinMessages(parts, { ...joining, acts: talk, later });
  const stops = [
    contacts.contacts.subscribe(() => unwanted.onMaySay()),
    groups.listen(async () => unwanted.onMaySay()),
  ];
  const start = () => {
    joined.start();
    void unwanted.takeUp();
  };
  const dispose = () => {
    for (const stop of stops) stop();
    joined.dispose();
  };
  const messages = { ...joined, start, dispose };
  const acts = { ...talk, ...preferences.withPeople(talk), ...preferences.acts, ...messages.acts };
  return { preferences, messages, acts };
}
