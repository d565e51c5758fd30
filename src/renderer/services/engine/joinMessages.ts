import type { AccountId, SpaceId } from '@shared/ids.ts';
import { NOTE_KINDS } from '@domain/chat/note.ts';
import { lastPlaceOf } from '@domain/device/family.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Files } from '../files/files.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { setFavourite } from '../messages/favourites.ts';
import { forwardMessages } from '../messages/forwarding.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import type { ChatTimers } from '../messages/chatTimers.ts';
import { findQuietly } from '../messages/findQuietly.ts';
import { FleetingKeeper } from '../messages/fleetingKeeper.ts';
import type { GivenUp } from '../messages/givenUp.ts';
import { Recalls } from '../messages/recalls.ts';
import type { Sayer } from '../messages/sayer.ts';
import { createNoteActs } from '../messages/noteActs.ts';
import { createSayingActs } from '../messages/sayingActs.ts';
import type { OtherDevices, ScheduleParts } from '../messages/scheduleParts.ts';
import { Schedules } from '../messages/schedules.ts';
import { createPreviewActs } from '../previews/linkPreviews.ts';
import type { Acts } from '../workspace/acts.ts';
import type { MessageActs } from '../workspace/messageWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { EngineParts } from './engineParts.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';
import type { OwnSelf } from './ownSelf.ts';

const HOUR = 3_600_000;

/** What joining what is done with messages needs beside the parts. */
export interface MessageJoining {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly keeper: FeedKeeper;
  readonly settings: SettingsKeeper;
  readonly sayer: Sayer;
  readonly timers: ChatTimers;
  readonly files: Files;
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
  readonly acts: Pick<Acts, 'createInvite'>;
  /** How words are said whose time has come. */
  readonly later: Pick<ScheduleParts, 'sendText' | 'takeAway'>;
  readonly pending: GivenUp;
}

/** What is done with messages, and what does something with them by itself. */
export interface JoinedMessages {
  readonly acts: MessageActs;
  readonly schedules: Schedules;
  onAdmitted(events: readonly AdmittedEvent[]): void;
  /** Database and journal agree. */
  start(): void;
  dispose(): void;
}

/** Where no page can be read, none says anything. */
const readNothing = async () => ({ title: '', description: '', site: '', picture: null });

/** What words to be said later ask of own devices: of those that stand one takes over, the same for everybody. */
export function otherDevices(own: OwnSelf): OtherDevices {
  const takes = () => {
    const { devices, revoked } = own.family;
    return [...devices.keys()].filter((one) => !revoked.has(one)).toSorted()[0] === own.identity.get().device;
  };
  return {
    isOut: (device) => own.family.revoked.has(device),
    takesOver: takes,
    lastOf: (space, device) => lastPlaceOf(own.family, space, device) ?? -1,
  };
}

/** What was taken away may be among what is found: it is looked at as if it had come just now. */
function findLater(
  { store, clock, log, isInHand: isHeld = () => false }: EngineParts,
  self: AccountId,
  { recalls, files }: { readonly recalls: Recalls; readonly files: Files },
): Disposer {
  const onFound = (space: SpaceId) => {
    recalls.lookThrough(space);
    files.onTakenBack();
  };
  return findQuietly({ self, store, clock, log, isHeld, onFound });
}

/** Joins what is done with messages. */
export function joinMessages(parts: EngineParts, joining: MessageJoining): JoinedMessages {
  const { store, clock, random, log, host, pictures, readPage = readNothing } = parts;
  const { own, contacts, groups, keeper, settings, sayer, timers, files, whyNotWrite, acts } = joining;
  const { account: self, device } = own.identity.get();
  const runsGroup = (space: SpaceId) => {
    const role = groups.get(space)?.roster.members.get(self)?.role;
    return role === 'owner' || role === 'admin';
  };
  const isGroup = (space: SpaceId) => groups.get(space) !== null;
  const recallWithin = () => settings.settings.get().recallHours * HOUR;
  const said = { self, store, replicator: sayer, givenUp: joining.pending, clock, random };
  const messages: MessageParts = { ...said, whyNotWrite, runsGroup, isGroup, recallWithin };
  const ownName = () => own.identity.get().profile.name;
  const invite = () => acts.createInvite();
  const others = otherDevices(own);
  const schedules = new Schedules({ ...messages, ...joining.later, device, keeper, timers, others, log });
  const isHeard = (space: SpaceId) => contacts.ofSpace(space)?.record.blocked === false || isGroup(space);
  const fleeting = new FleetingKeeper({ self, store, files, isHeard, clock, log });
  const stopHearing = [
    contacts.contacts.subscribe(() => fleeting.onHeardChanged()),
    groups.listen(async () => fleeting.onHeardChanged()),
  ];
  const recalls = new Recalls({ self, store, groups, onTaken: () => files.onTakenBack() });
  return {
    acts: {
      ...createNoteActs(messages),
      ...createPreviewActs({ host, pictures, readPage, isOn: () => settings.settings.get().linkPreviews }),
      ...createSayingActs({ ...messages, contacts, ownName, invite }),
      forwardMessages: (from, ids, to) => forwardMessages(messages, from, ids, to),
      setFavourite: (space, id, on) => setFavourite({ ...messages, keeper }, { space, id, on }),
      ...schedules.acts,
    },
    schedules,
    onAdmitted: (events) => {
      for (const hearer of [sayer, timers, fleeting, recalls]) hearer.onAdmitted(events);
      if (events.some(({ content }) => content.kind === NOTE_KINDS.recall)) files.onTakenBack();
    },
    start: () => {
      schedules.start();
      void fleeting.start();
      recalls.start();
      stopHearing.push(findLater(parts, self, { recalls, files }));
    },
    dispose: () => {
      schedules.dispose();
      for (const stop of stopHearing) stop();
      fleeting.dispose();
    },
  };
}
