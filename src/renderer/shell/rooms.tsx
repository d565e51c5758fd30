import { lazy, type ReactNode } from 'react';
import { ChatsContent, ChatsList } from '../features/chats/index.ts';
import { BackBar } from './BackBar.tsx';
import type { Place } from './routes.ts';

/** Ways from one room to another: features never know each other. */
export interface RoomLinks {
  readonly onOpenChat: (space: string) => void;
  readonly onOpenContact: (account: string) => void;
  readonly onAddContact: () => void;
  /** Back to the list alone. */
  readonly onClose: () => void;
}

export interface RoomProps {
  readonly place: Place;
  readonly links: RoomLinks;
}

const loadContacts = () => import('../features/contacts/index.ts');
const loadSettings = () => import('../features/settings/index.ts');
const ContactsList = lazy(() => loadContacts().then((module) => ({ default: module.ContactsList })));
const ContactsContent = lazy(() => loadContacts().then((module) => ({ default: module.ContactsContent })));
const SettingsList = lazy(() => loadSettings().then((module) => ({ default: module.SettingsList })));
const SettingsContent = lazy(() => loadSettings().then((module) => ({ default: module.SettingsContent })));

const RecoveryPhraseCard = lazy(() => loadSettings().then((module) => ({ default: module.RecoveryPhraseCard })));

/** What stands below the list of a room: the reminder of the recovery phrase where one is most often. */
export function RoomNotice({ place }: Pick<RoomProps, 'place'>): ReactNode {
  return place.room === 'chats' ? <RecoveryPhraseCard /> : null;
}

/** The list of the current room. */
export function RoomList({ place, links }: RoomProps): ReactNode {
  const selected = place.rest === '' ? null : place.rest;
  switch (place.room) {
    case 'chats':
      return <ChatsList selected={selected} onAddContact={links.onAddContact} />;
    case 'contacts':
      return <ContactsList selected={selected} onAddContact={links.onAddContact} />;
    case 'settings':
      return <SettingsList selected={selected} />;
  }
}

/** What the list's choice leads to. */
export function RoomContent({ place, links }: RoomProps): ReactNode {
  const selected = place.rest === '' ? null : place.rest;
  switch (place.room) {
    case 'chats':
      return (
        <ChatsContent
          selected={selected}
          onOpenContact={links.onOpenContact}
          onAddContact={links.onAddContact}
          onClose={links.onClose}
        />
      );
    case 'contacts':
      return (
        <BackBar onBack={links.onClose}>
          <ContactsContent selected={selected} onOpenChat={links.onOpenChat} onAddContact={links.onAddContact} />
        </BackBar>
      );
    case 'settings':
      return (
        <BackBar onBack={links.onClose}>
          <SettingsContent selected={selected} />
        </BackBar>
      );
  }
}
