import type { SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { ContactBook } from '../contacts/contactBook.ts';
import { DiagnosticsDesk } from '../diagnostics/diagnosticsDesk.ts';
import { EventJournal } from '../journal/eventJournal.ts';
import { LinkKeeper } from '../links/linkKeeper.ts';
import { MessageNotices } from '../notifications/messageNotices.ts';
import { InviteDesk, type PairingParts } from '../pairing/inviteDesk.ts';
import { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { createChatActs } from './chatActs.ts';
import { ConnectionState } from './connectionState.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';
import { type PeopleParts, befriend, createPeopleActs } from './peopleActs.ts';
import { PendingMessages } from './pendingMessages.ts';
import { createProfileActs } from './profileActs.ts';
import { ReadMarks } from './readMarks.ts';
import { SettingsKeeper } from './settingsKeeper.ts';

/** The services of an engine, joined. Nothing here has started anything yet. */
export interface EngineServices {
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly settings: SettingsKeeper;
  readonly replicator: Replicator;
  readonly connection: ConnectionState;
  readonly links: LinkKeeper;
  readonly invites: InviteDesk;
  readonly pairing: PairingParts;
  readonly readMarks: ReadMarks;
  readonly pending: PendingMessages;
  readonly acts: Acts;
}

/** What joining needs beside the parts. */
export interface Joining {
  readonly own: OwnSelf;
  readonly isWatched: () => boolean;
  readonly onProfile: () => Promise<void>;
}

type Core = Pick<EngineServices, 'journal' | 'contacts' | 'settings' | 'replicator' | 'pending'>;

/** Joins the services of an engine. */
export function joinServices(parts: EngineParts, joining: Joining): EngineServices {
  const core = joinCore(parts, joining);
  const { own } = joining;
  const { contacts, replicator, journal, settings, pending } = core;
  const { store, transport, clock, log, host, vault } = parts;
  const links = new LinkKeeper({ self: own.identity.get(), contacts, transport, replicator, clock, log });
  const { invites, pairing, people } = joinPairing(parts, own, core);
  const isAllowed = () => settings.settings.get().readReceipts;
  const readMarks = new ReadMarks({ clock, contacts, replicator, log, isAllowed });
  const connection = new ConnectionState({ transport, replicator, journal });
  const diagnostics = new DiagnosticsDesk({ host, store, journal, transport, replicator, contacts, log });
  const acts = watchWrites(connection, {
    ...createChatActs({ store, contacts, replicator, pending, readMarks }),
    ...createPeopleActs(people),
    ...createProfileActs({ own, vault, settings, replicator, contacts, diagnostics, onProfile: joining.onProfile }),
  });
  return { ...core, links, invites, pairing, readMarks, connection, acts };
}

function joinCore(parts: EngineParts, { own, isWatched }: Joining): Core {
  const { store, clock, verify, log, host, notifier } = parts;
  const self = own.identity.get();
  const journal = new EventJournal(host, self.account);
  const contacts = new ContactBook({ self, store, journal, verify });
  const settings = new SettingsKeeper(store);
  const isAllowed = () => settings.settings.get().notifications;
  const notices = new MessageNotices({ self: self.account, contacts, notifier, clock, isAllowed, isWatched });
  const pending = new PendingMessages(clock);
  const onAdmitted = (space: SpaceId, events: readonly AdmittedEvent[]) => {
    pending.landed(events.map(({ id }) => id));
    notices.onAdmitted(space, events);
  };
  const replicator = new Replicator(
    { self, store, journal, directory: contacts, clock, verify, log, onAdmitted },
    { ownCard: () => own.card, onCard: (peer, card) => contacts.takeCard(peer.account, card) },
  );
  return { journal, contacts, settings, replicator, pending };
}

function joinPairing(
  parts: EngineParts,
  own: OwnSelf,
  { contacts, replicator }: Core,
): { readonly invites: InviteDesk; readonly pairing: PairingParts; readonly people: PeopleParts } {
  const { store, clock, verify } = parts;
  const pairing: PairingParts = {
    ...parts,
    contacts,
    identity: () => own.identity.get(),
    signaling: () => own.identity.get().signaling,
    ownCard: () => own.card,
    onMutual: async (card) => void (await befriend(people, card)),
  };
  const invites = new InviteDesk(pairing);
  const people: PeopleParts = { own, store, contacts, invites, replicator, clock, verify };
  return { invites, pairing, people };
}

/** A message that fails for want of room or of a working disk tells the connection state; the next that works clears it. */
function watchWrites(connection: ConnectionState, acts: Acts): Acts {
  const tell = <T>(outcome: Result<T, WorkspaceError>): Result<T, WorkspaceError> => {
    const code = outcome.ok ? null : outcome.error.code;
    if (code === null || code === 'storage-full' || code === 'storage-failed') connection.setReadOnly(code);
    return outcome;
  };
  return {
    ...acts,
    sendText: async (space, text) => tell(await acts.sendText(space, text)),
    retryMessage: async (space, id) => tell(await acts.retryMessage(space, id)),
  };
}
