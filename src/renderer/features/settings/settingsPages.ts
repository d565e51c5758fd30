import {
  Activity,
  Archive,
  Ban,
  Bell,
  Cable,
  CircleUser,
  HardDrive,
  Inbox,
  Info,
  Keyboard,
  LayoutGrid,
  LockKeyhole,
  type LucideIcon,
  MessageCircle,
  MonitorSmartphone,
  Palette,
} from 'lucide-react';

/** The pages of Settings in order, each with its icon. The address of a page is `#/settings/<id>`. */
export const settingsPages = [
  { id: 'profile', icon: CircleUser },
  { id: 'appearance', icon: Palette },
  { id: 'chats', icon: MessageCircle },
  { id: 'notifications', icon: Bell },
  { id: 'shortcuts', icon: Keyboard },
  { id: 'refusals', icon: Ban },
  { id: 'lock', icon: LockKeyhole },
  { id: 'devices', icon: MonitorSmartphone },
  { id: 'connections', icon: Cable },
  { id: 'outbox', icon: Inbox },
  { id: 'programs', icon: LayoutGrid },
  { id: 'backup', icon: Archive },
  { id: 'storage', icon: HardDrive },
  { id: 'diagnostics', icon: Activity },
  { id: 'about', icon: Info },
] as const satisfies readonly { readonly id: string; readonly icon: LucideIcon }[];

/** The name of a page of Settings. */
export type SettingsPageId = (typeof settingsPages)[number]['id'];

/** The page an address means; anything unknown is the first. */
export function settingsPageOf(text: string | null): SettingsPageId {
  return settingsPages.find(({ id }) => id === text)?.id ?? 'profile';
}
