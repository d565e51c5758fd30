import {
  Keyboard,
  LockKeyhole,
  type LucideIcon,
  Moon,
  QrCode,
  Search,
  Sun,
  SunMoon,
  UserPlus,
  UsersRound,
  WalletMinimal,
} from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { defaultSettings } from '@domain/settings/settings.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact, Conversation, Workspace } from '@services/workspace/workspace.ts';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { ImportsView } from '@services/workspace/importWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useLockPlace } from '@services/lock/context.tsx';
import { LockDesk } from '@services/lock/lockDesk.ts';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { appKeys, roomKey } from '@ui/keys/appKeys.ts';
import { settingsPages } from '../../features/settings/settingsPages.ts';
import type { QuickParts } from '../quickParts.ts';
import { ROOM_ICONS } from '../Rail.tsx';
import { pathOf, rooms } from '../routes.ts';
import type { Named } from './rank.ts';

/** One thing that is offered. */
export interface PaletteEntry extends Named {
  /** What sort of thing it is, in words. */
  readonly sort: string;
  readonly leading: ReactNode;
  /** The key that does the same. */
  readonly chord?: string;
  readonly run: () => void;
}

const NO_CHATS: readonly Conversation[] = [];
const NO_CONTACTS: readonly Contact[] = [];
const NO_IMPORTS: ImportsView = { chats: [], running: null, interrupted: null };
const NO_CHANNELS: readonly ChannelView[] = [];

/** All that is offered, in the order in which it stands while nothing is typed: the chats, what can be done, where one can go, people. */
export function usePaletteEntries(sources: QuickParts): readonly PaletteEntry[] {
  const { links, navigate } = sources;
  const t = useT();
  const workspace = useWorkspace();
  const chats = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    NO_CHATS,
  );
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NO_CONTACTS,
  );
  const channels = useQueryValue(
    useMemo(() => workspace.channels.channels(), [workspace]),
    NO_CHANNELS,
  );
  const imported = useImported(links.onOpenChat);
  const acts = useActs(sources);
  return useMemo(() => {
    const chatEntries = chats.map((chat) => chatEntry(chat, t(`palette.sort.${chat.kind}`), links.onOpenChat));
    const people = contacts.map((contact) => personEntry(contact, t('palette.sort.person'), links.onOpenContact));
    const channelEntries = channels.map((channel) =>
      channelEntry(channel, t('palette.sort.channel'), links.onOpenChannel),
    );
    const roomEntries = rooms.map((room, index) => ({
      id: `room:${room}`,
      name: t(`shell.room.${room}`),
      sort: t('palette.sort.room'),
      leading: iconOf(ROOM_ICONS[room]),
      chord: roomKey(index + 1),
      run: () => goTo(navigate, pathOf(room), 'list'),
    }));
    const pages = settingsPages.map(({ id, icon }) => ({
      id: `settings:${id}`,
      name: t(`settings.${id}`),
      alias: t(`settings.${id}.hint`),
      sort: t('palette.sort.settings'),
      leading: iconOf(icon),
      run: () => goTo(navigate, pathOf('settings', id), 'content'),
    }));
    return [...chatEntries, ...acts, ...roomEntries, ...pages, ...imported, ...channelEntries, ...people];
  }, [chats, contacts, channels, imported, acts, links, navigate, t]);
}

/** Chats from other apps. */
function useImported(open: (space: string) => void): readonly PaletteEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const { chats } = useQueryValue(
    useMemo(() => workspace.imports(), [workspace]),
    NO_IMPORTS,
  );
  return useMemo(
    () =>
      chats.map(({ id, name }) => ({
        id: `imported:${id}`,
        name,
        sort: t('palette.sort.imported'),
        leading: <Avatar size="small" account={id} name={name} avatar={{ kind: 'generated' }} isGroup />,
        run: () => open(id),
      })),
    [chats, open, t],
  );
}

function chatEntry(chat: Conversation, sort: string, open: (space: string) => void): PaletteEntry {
  const { space, kind, account, name, avatar } = chat;
  const isGroup = kind === 'group';
  const leading = (
    <Avatar size="small" account={isGroup ? space : account} name={name} avatar={avatar} isGroup={isGroup} />
  );
  return { id: `chat:${space}`, name, sort, leading, run: () => open(space) };
}

function personEntry(contact: Contact, sort: string, open: (account: string) => void): PaletteEntry {
  const { account, name, ownName, avatar } = contact;
  const leading = <Avatar size="small" account={account} name={name} avatar={avatar} />;
  return { id: `person:${account}`, name, alias: ownName, sort, leading, run: () => open(account) };
}

function channelEntry(channel: ChannelView, sort: string, open: (page: string) => void): PaletteEntry {
  const { id, name, picture } = channel;
  const avatar = picture === null ? ({ kind: 'generated' } as const) : ({ kind: 'url', url: picture } as const);
  const leading = <Avatar size="small" account={id} name={name} avatar={avatar} isGroup />;
  return { id: `channel:${id}`, name, sort, leading, run: () => open(id) };
}

/** What can be done from anywhere. */
function useActs({ links, navigate, onDone }: QuickParts): readonly PaletteEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const place = useLockPlace();
  const lock = useCallback(() => void lockNow(place, navigate), [place, navigate]);
  const { theme } = useQueryValue(
    useMemo(() => workspace.settings(), [workspace]),
    defaultSettings,
  );
  return useMemo(() => {
    const act = (id: string, icon: LucideIcon, rest: Pick<PaletteEntry, 'name' | 'run' | 'chord'>): PaletteEntry => ({
      id: `act:${id}`,
      sort: t('palette.sort.act'),
      leading: iconOf(icon),
      ...rest,
    });
    return [
      act('newGroup', UsersRound, { name: t('palette.act.newGroup'), run: () => links.onNewGroup() }),
      act('addContact', UserPlus, { name: t('palette.act.addContact'), run: links.onAddContact }),
      act('scan', QrCode, { name: t('palette.act.scan'), run: () => links.onScan(null) }),
      act('pay', WalletMinimal, { name: t('palette.act.pay'), run: () => links.onWallet({ kind: 'pay' }) }),
      act('find', Search, {
        name: t('palette.act.find'),
        chord: appKeys.find,
        run: () => navigate(pathOf('discover', 'search')),
      }),
      ...themes(workspace, theme).map(({ id, icon, run }) => act(id, icon, { name: t(`palette.act.${id}`), run })),
      act('lock', LockKeyhole, { name: t('palette.act.lock'), chord: appKeys.lock, run: lock }),
      act('shortcuts', Keyboard, {
        name: t('palette.act.shortcuts'),
        chord: appKeys.shortcuts,
        run: () => onDone('shortcuts'),
      }),
    ];
  }, [links, navigate, onDone, workspace, theme, lock, t]);
}

const THEMES = [
  { id: 'dark', icon: Moon },
  { id: 'light', icon: Sun },
  { id: 'system', icon: SunMoon },
] as const;

/** Appearances that are not on now. What becomes of a change is seen at once. */
function themes(workspace: Pick<Workspace, 'updateSettings'>, now: string) {
  return THEMES.filter(({ id }) => id !== now).map(({ id, icon }) => ({
    id,
    icon,
    run: () => void workspace.updateSettings({ theme: id }),
  }));
}

/** The focus would be left where what it was on is gone. */
function goTo(navigate: (path: string) => void, path: string, pane: 'list' | 'content'): void {
  navigate(path);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)?.focus());
}

function iconOf(Icon: LucideIcon): ReactNode {
  return <Icon aria-hidden />;
}

/** Closes the lock; where there is none, shows where it is turned on. */
async function lockNow(place: LockPlace | null, navigate: (path: string) => void): Promise<void> {
  if (!(await new LockDesk(place).closeNow())) navigate(pathOf('settings', 'lock'));
}
