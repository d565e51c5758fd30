import {
  Aperture,
  Compass,
  Contact,
  LayoutGrid,
  MessagesSquare,
  Newspaper,
  Settings2,
  WalletMinimal,
} from 'lucide-react';
import { type ComponentType, type MouseEvent, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Rail.module.css';
import { pathOf, type Room, rooms } from './routes.ts';

const RequestsBadge = lazy(() =>
  import('../features/contacts/index.ts').then((module) => ({ default: module.RequestsBadge })),
);

const MattersBadge = lazy(() =>
  import('../features/wallet/index.ts').then((module) => ({ default: module.MattersBadge })),
);

const MomentsBadge = lazy(() =>
  import('../features/moments/index.ts').then((module) => ({ default: module.MomentsBadge })),
);

const ChannelsBadge = lazy(() =>
  import('../features/channels/index.ts').then((module) => ({ default: module.ChannelsBadge })),
);

const BADGES: Readonly<Partial<Record<Room, ComponentType>>> = {
  contacts: RequestsBadge,
  moments: MomentsBadge,
  channels: ChannelsBadge,
  wallet: MattersBadge,
};

/** The sign of each room. */
export const ROOM_ICONS = {
  chats: MessagesSquare,
  contacts: Contact,
  moments: Aperture,
  channels: Newspaper,
  discover: Compass,
  wallet: WalletMinimal,
  programs: LayoutGrid,
  settings: Settings2,
} as const;

export interface RailProps {
  readonly workspace: Workspace;
  readonly room: Room;
  readonly unread: number;
}

/** The rooms of the app and oneself. */
export function Rail({ workspace, room, unread }: RailProps): ReactNode {
  const t = useT();
  // The counts come with the whole of Contacts and of the wallet, which the first frame can do without.
  const isIdle = useIdle();
  return (
    <nav className={styles['rail']} aria-label={t('shell.rooms')} data-pane="rail" tabIndex={-1}>
      <a className={styles['skip']} href="#content" onClick={skipToContent}>
        {t('shell.skip')}
      </a>
      <Self workspace={workspace} />
      <ul className={styles['rooms']}>
        {rooms.map((name, index) => (
          <RailLink key={name} room={name} isCurrent={name === room} position={index + 1}>
            {name === 'chats' && unread > 0 && <UnreadBadge unread={unread} />}
            {isIdle && <RoomBadge room={name} />}
          </RailLink>
        ))}
      </ul>
    </nav>
  );
}

/** How much there is that is new in a room, or waits for one. */
function RoomBadge({ room }: Pick<RailProps, 'room'>): ReactNode {
  const Count = BADGES[room];
  return Count === undefined ? null : (
    <Suspense fallback={null}>
      <Count />
    </Suspense>
  );
}

/** True once the first frames are out. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return isIdle;
}

function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('[data-pane="content"]')?.focus();
}

interface RailLinkProps {
  readonly room: Room;
  readonly isCurrent: boolean;
  readonly position: number;
  readonly children: ReactNode;
}

function RailLink({ room, isCurrent, position, children }: RailLinkProps): ReactNode {
  const t = useT();
  const Icon = ROOM_ICONS[room];
  const name = t(`shell.room.${room}`);
  return (
    <li>
      <a
        href={`#${pathOf(room)}`}
        className={styles['link']}
        aria-current={isCurrent ? 'page' : undefined}
        aria-keyshortcuts={`Control+${position}`}
        data-tooltip={t('shell.room.tooltip', { name, key: position })}
        draggable={false}
      >
        <Icon aria-hidden />
        <span className={styles['name']}>{name}</span>
        <span className={styles['badge']}>{children}</span>
      </a>
    </li>
  );
}

function UnreadBadge({ unread }: { readonly unread: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <Badge label={t('shell.unread', { count: unread })}>
      {unread > 99 ? t('shell.moreThan', { count: formats.number(99) }) : formats.number(unread)}
    </Badge>
  );
}

function Self({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const t = useT();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  if (own.status !== 'ready') return <span className={styles['self']} />;
  const { account, profile } = own.value;
  const label = t('shell.self', { name: isolate(profile.name) });
  return (
    <a
      href={`#${pathOf('settings', 'profile')}`}
      className={styles['self']}
      aria-label={label}
      data-tooltip={label}
      draggable={false}
    >
      <Avatar account={account} name={profile.name} avatar={profile.avatar} />
    </a>
  );
}
