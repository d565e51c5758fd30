import { type ReactNode, Suspense } from 'react';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { Stillness } from '@ui/loading/stillness.ts';
import { ChatsContent, ChatsList, preloadConversation } from '../features/chats/index.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { BackBar } from './BackBar.tsx';
import { loadPrograms } from './programs/programsCode.ts';
import { ABOUT, type Place } from './routes.ts';

/** Ways from one room to another: features never know each other. */
export interface RoomLinks {
  /** Opens a chat, at one of its messages if one is named. */
  readonly onOpenChat: (space: string, message?: string) => void;
  readonly onOpenContact: (account: string) => void;
  readonly onOpenGroup: (space: string) => void;
  readonly onAddContact: () => void;
  /** A new group; with someone in it from the start, or with nobody yet. */
  readonly onNewGroup: (first?: AccountId) => void;
  /** Shows a mini program, at a place in it if one is named. */
  readonly onOpenProgram: (instance: EventId, href?: string) => void;
  /** Opens the page of a package. */
  readonly onOpenPackage: (id: BlobId) => void;
  /** Opens a page of channels: `''` is their list, else what follows `#/channels/`. */
  readonly onOpenChannel: (page: string) => void;
  /** Opens the post of a channel that somebody passed on, with the channel's link where they gave it. */
  readonly onOpenChannelPost: (channel: SpaceId, post: EventId, link: string | null) => void;
  /** Asks to which chats a post of a channel goes. */
  readonly onSendPost: (post: EventId) => void;
  /** Asks for a mini program to put into a chat. */
  readonly onShareProgram: (space: SpaceId) => void;
  /** Opens a page of the wallet: `''` is its list, else what follows `#/wallet/`. */
  readonly onOpenWallet: (page: string) => void;
  /** Opens a dialog of the wallet: to pay, ask, split, scan. */
  readonly onWallet: (wish: WalletWish) => void;
  /** The message that the address named is shown. */
  readonly onGone: () => void;
  /** Brings in a code of any kind, or looks at one. */
  readonly onScan: (text: string | null) => void;
  /** Back to the list alone. */
  readonly onClose: () => void;
}

export interface RoomProps {
  readonly place: Place;
  readonly links: RoomLinks;
}

const loadContacts = () => import('../features/contacts/index.ts');
const loadGroups = () => import('../features/groups/index.ts');
const loadChannels = () => import('../features/channels/index.ts');
const loadMoments = () => import('../features/moments/index.ts');
const loadSettings = () => import('../features/settings/index.ts');
const loadDiscover = () => import('../features/discover/index.ts');
const loadWallet = () => import('../features/wallet/index.ts');
const ContactsList = lazy(() => loadContacts().then((module) => ({ default: module.ContactsList })));
const ContactsContent = lazy(() => loadContacts().then((module) => ({ default: module.ContactsContent })));
const RequestRows = lazy(() => loadContacts().then((module) => ({ default: module.RequestRows })));
const GroupContent = lazy(() => loadGroups().then((module) => ({ default: module.GroupContent })));
const ProgramsList = lazy(() => loadPrograms().then((module) => ({ default: module.ProgramsList })));
const ProgramsContent = lazy(() => loadPrograms().then((module) => ({ default: module.ProgramsContent })));
const DiscoverList = lazy(() => loadDiscover().then((module) => ({ default: module.DiscoverList })));
const DiscoverContent = lazy(() => loadDiscover().then((module) => ({ default: module.DiscoverContent })));
const WalletList = lazy(() => loadWallet().then((module) => ({ default: module.WalletList })));
const WalletContent = lazy(() => loadWallet().then((module) => ({ default: module.WalletContent })));
const ChannelsList = lazy(() => loadChannels().then((module) => ({ default: module.ChannelsList })));
const ChannelsContent = lazy(() => loadChannels().then((module) => ({ default: module.ChannelsContent })));
const MomentsList = lazy(() => loadMoments().then((module) => ({ default: module.MomentsList })));
const MomentsContent = lazy(() => loadMoments().then((module) => ({ default: module.MomentsContent })));
const SettingsList = lazy(() => loadSettings().then((module) => ({ default: module.SettingsList })));
const SettingsContent = lazy(() => loadSettings().then((module) => ({ default: module.SettingsContent })));

const ChatKeeping = lazy(() =>
  import('../features/chats/settings.ts').then((module) => ({ default: module.ChatKeeping })),
);

const Everything = lazy(() =>
  import('../features/chats/everything.ts').then((module) => ({ default: module.Everything })),
);

const RecoveryPhraseCard = lazy(() =>
  import('../features/settings/reminder.ts').then((module) => ({ default: module.RecoveryPhraseCard })),
);

/** Fetches what the next press will need, once the first picture stands. */
export function preloadRooms(): void {
  preloadConversation();
  // A card in the first conversation may be the next press. Whoever opens a program is told if it failed.
  loadPrograms().catch(() => undefined);
}

/** Fetches the other rooms' code while the person does nothing (LOA-6): a host that dies later must not take them along. */
export async function preloadOtherRooms(
  workspace: Pick<Workspace, 'fetchParts'>,
  stillness: Pick<Stillness, 'come'>,
): Promise<void> {
  await stillness.come();
  await workspace.fetchParts();
  for (const load of [
    loadContacts,
    loadDiscover,
    loadMoments,
    loadChannels,
    loadWallet,
    loadPrograms,
    loadSettings,
    loadGroups,
  ]) {
    await stillness.come();
    // Whoever opens that room is told.
    await load().catch(() => undefined);
  }
}

/** What stands below the list of a room: the reminder of the recovery phrase where one is most often. */
export function RoomNotice({ place }: Pick<RoomProps, 'place'>): ReactNode {
  return place.room === 'chats' ? <RecoveryPhraseCard /> : null;
}

/** The list of the current room. */
export function RoomList({ place, links }: RoomProps): ReactNode {
  const selected = place.rest === '' ? null : place.rest;
  switch (place.room) {
    case 'chats':
      return (
        <ChatsList
          selected={selected}
          onAddContact={links.onAddContact}
          onNewGroup={() => links.onNewGroup()}
          requests={
            <Suspense fallback={null}>
              <RequestRows selected={null} />
            </Suspense>
          }
        />
      );
    case 'contacts':
      return <ContactsList selected={selected} onAddContact={links.onAddContact} />;
    case 'moments':
      return <MomentsList selected={selected} />;
    case 'channels':
      return <ChannelsList selected={selected} onOpenChannel={links.onOpenChannel} />;
    case 'discover':
      return <DiscoverList selected={selected} onScan={() => links.onScan(null)} />;
    case 'wallet':
      return <WalletList selected={selected} onOpenWallet={links.onOpenWallet} onWallet={links.onWallet} />;
    case 'programs':
      return (
        <ProgramsList selected={selected} onOpenProgram={links.onOpenProgram} onOpenPackage={links.onOpenPackage} />
      );
    case 'settings':
      return <SettingsList selected={selected} />;
  }
}

/** What the list's choice leads to. */
export function RoomContent({ place, links }: RoomProps): ReactNode {
  if (place.room === 'chats') return <ChatRoom place={place} links={links} />;
  return (
    <BackBar onBack={links.onClose}>
      <OtherRoom room={place.room} selected={place.rest === '' ? null : place.rest} links={links} />
    </BackBar>
  );
}

interface OtherRoomProps extends Pick<RoomProps, 'links'> {
  readonly room: Exclude<Place['room'], 'chats'>;
  readonly selected: string | null;
}

function OtherRoom({ room, selected, links }: OtherRoomProps): ReactNode {
  switch (room) {
    case 'contacts':
      return (
        <ContactsContent
          selected={selected}
          onOpenChat={links.onOpenChat}
          onAddContact={links.onAddContact}
          onNewGroup={links.onNewGroup}
        />
      );
    case 'moments':
      return (
        <MomentsContent
          selected={selected}
          onOpenContact={links.onOpenContact}
          onOpenPackage={links.onOpenPackage}
          onOpenChannelPost={links.onOpenChannelPost}
        />
      );
    case 'channels':
      return (
        <ChannelsContent
          selected={selected}
          onOpenChannel={links.onOpenChannel}
          onOpenPackage={links.onOpenPackage}
          onOpenContact={links.onOpenContact}
          onSendPost={links.onSendPost}
          onWallet={links.onWallet}
        />
      );
    case 'discover':
      return <DiscoverContent selected={selected} onOpenProgram={links.onOpenProgram} onCode={links.onScan} />;
    case 'wallet':
      return (
        <WalletContent
          selected={selected}
          onOpenWallet={links.onOpenWallet}
          onWallet={links.onWallet}
          onOpenChat={links.onOpenChat}
          onOpenContact={links.onOpenContact}
        />
      );
    case 'programs':
      return (
        <ProgramsContent selected={selected} onOpenProgram={links.onOpenProgram} onOpenPackage={links.onOpenPackage} />
      );
    case 'settings':
      return (
        <SettingsContent
          selected={selected}
          chats={
            <Suspense fallback={null}>
              <ChatKeeping />
            </Suspense>
          }
          everything={
            <Suspense fallback={null}>
              <Everything />
            </Suspense>
          }
        />
      );
  }
}

/** A conversation, or the page about its group. */
function ChatRoom({ place, links }: RoomProps): ReactNode {
  const selected = place.rest === '' ? null : place.rest;
  if (place.part === ABOUT && selected !== null) return <GroupContent space={selected} {...links} />;
  return (
    <ChatsContent
      selected={selected}
      message={place.part}
      onGone={links.onGone}
      onOpenContact={links.onOpenContact}
      onOpenGroup={links.onOpenGroup}
      onAddContact={links.onAddContact}
      onOpenProgram={links.onOpenProgram}
      onShareProgram={links.onShareProgram}
      onWallet={links.onWallet}
      onOpenWallet={links.onOpenWallet}
      onClose={links.onClose}
    />
  );
}
