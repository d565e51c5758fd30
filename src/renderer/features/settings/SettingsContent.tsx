import type { ReactNode } from 'react';
import { About } from './About.tsx';
import { Appearance } from './appearance/Appearance.tsx';
import { BackupPage } from './backup/BackupPage.tsx';
import { Chats } from './Chats.tsx';
import { Connections } from './connections/Connections.tsx';
import { DevicesPage } from './devices/DevicesPage.tsx';
import { DiagnosticsPage } from './diagnostics/DiagnosticsPage.tsx';
import { LockPage } from './lock/LockPage.tsx';
import { Notifications } from './notifications/Notifications.tsx';
import { OutboxPage } from './outbox/OutboxPage.tsx';
import { ProfilePage } from './profile/ProfilePage.tsx';
import { ProgramsPage } from './programs/ProgramsPage.tsx';
import { RefusalsPage } from './refusals/RefusalsPage.tsx';
import { ShortcutsPage } from './shortcuts/ShortcutsPage.tsx';
import { StoragePage } from './storage/StoragePage.tsx';
import { type SettingsPageId, settingsPageOf } from './settingsPages.ts';

export interface SettingsContentProps {
  /** The tail of the address `#/settings/<page>`; null shows the first page. */
  readonly selected: string | null;
  /** What the page of the chats has beside its own: of another part of the app. */
  readonly chats?: ReactNode;
  /** What the page of backups has beside its own: the same. */
  readonly everything?: ReactNode;
}

const PAGES: Readonly<
  Record<SettingsPageId, (props: Pick<SettingsContentProps, 'chats' | 'everything'>) => ReactNode>
> = {
  profile: ProfilePage,
  appearance: Appearance,
  chats: Chats,
  notifications: Notifications,
  shortcuts: ShortcutsPage,
  refusals: RefusalsPage,
  lock: LockPage,
  devices: DevicesPage,
  connections: Connections,
  outbox: OutboxPage,
  programs: ProgramsPage,
  backup: BackupPage,
  storage: StoragePage,
  diagnostics: DiagnosticsPage,
  about: About,
};

/** The chosen page of Settings. */
export function SettingsContent({ selected, ...parts }: SettingsContentProps): ReactNode {
  const Chosen = PAGES[settingsPageOf(selected)];
  return <Chosen {...parts} />;
}
