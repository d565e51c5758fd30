import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useT } from '@i18n/useT.tsx';
import type { Settings } from '@domain/settings/settings.ts';
import type { StartNotice, Workspace } from '@services/workspace/workspace.ts';
import { classNames } from '@ui/classNames.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import type { AppearanceControl } from './appearance.ts';
import { Banners } from './Banners.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import { Invitations } from './Invitations.tsx';
import { NewGroup, type NewGroupRequest } from './NewGroup.tsx';
import { Rail } from './Rail.tsx';
import styles from './ReadyShell.module.css';
import { ResizeHandle } from './ResizeHandle.tsx';
import { RoomContent, type RoomLinks, RoomList, RoomNotice, preloadRooms } from './rooms.tsx';
import { above, ABOUT, type Place, pathOf, placeOf } from './routes.ts';
import { usePaneKeys } from './usePaneKeys.ts';

export interface ReadyShellProps {
  readonly workspace: Workspace;
  readonly notice: StartNotice | null;
  readonly appearance: AppearanceControl;
  /** The language chosen before there were settings; saved as one, then told. */
  readonly chosenLocale: Settings['locale'] | null;
  readonly onLocaleSaved: () => void;
  readonly onListed?: (() => void) | undefined;
}

/** Rail, list and content. */
export function ReadyShell(props: ReadyShellProps): ReactNode {
  const { workspace, notice, onListed } = props;
  const t = useT();
  const [path, navigate] = useHashLocation();
  const place = useMemo(() => placeOf(path), [path]);
  const counted = useQuery(useMemo(() => workspace.unreadTotal(), [workspace]));
  const unread = counted.status === 'ready' ? counted.value : 0;
  const [isAdding, setAdding] = useState(false);
  const [newGroup, setNewGroup] = useState<NewGroupRequest | null>(null);
  const window = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useSettingsAppearance(props);
  useEffect(() => afterFirstPaint(preloadRooms), []);
  useTitle(unread);
  // The count is made of the same rows as the list.
  useEffect(() => {
    if (counted.status !== 'loading') onListed?.();
  }, [counted.status, onListed]);
  const closeContent = useCallback(() => navigate(above(place)), [navigate, place]);
  usePaneKeys({ window, navigate, onClose: place.rest === '' ? null : closeContent });

  const links = useLinks({ place, navigate, setAdding, setNewGroup, onClose: closeContent });

  return (
    <div className={styles['window']} ref={window}>
      <Banners workspace={workspace} notice={notice} />
      <div className={classNames(styles['panes'], place.rest !== '' && styles['hasContent'])}>
        <Rail workspace={workspace} room={place.room} unread={unread} />
        <section
          className={styles['list']}
          aria-label={t('shell.list', { room: t(`shell.room.${place.room}`) })}
          ref={list}
          data-pane="list"
          tabIndex={-1}
        >
          <div className={styles['listRoom']}>
            <FeatureBoundary name={`${place.room} list`} resetKeys={[place.room]}>
              <Suspense fallback={null}>
                <RoomList place={place} links={links} />
              </Suspense>
            </FeatureBoundary>
          </div>
          <FeatureBoundary name="notice" resetKeys={[place.room]}>
            <Suspense fallback={null}>
              <RoomNotice place={place} />
            </Suspense>
          </FeatureBoundary>
          <ConnectionLine workspace={workspace} />
          <ResizeHandle pane={list} />
        </section>
        <main id="content" className={styles['content']} data-pane="content" tabIndex={-1}>
          <FeatureBoundary name={`${place.room} content`} resetKeys={[place.room, place.rest, place.part]}>
            <Suspense fallback={null}>
              <RoomContent place={place} links={links} />
            </Suspense>
          </FeatureBoundary>
        </main>
      </div>
      <Invitations
        workspace={workspace}
        invite={place.invite}
        isAdding={isAdding}
        links={links}
        onAddingDone={() => setAdding(false)}
        onInviteTaken={() => navigate(pathOf('contacts'), { replace: true })}
      />
      <NewGroup request={newGroup} links={links} onDone={() => setNewGroup(null)} />
    </div>
  );
}

interface LinkSources {
  readonly place: Place;
  readonly navigate: (path: string, options?: { readonly replace: boolean }) => void;
  readonly setAdding: (isAdding: boolean) => void;
  readonly setNewGroup: (request: NewGroupRequest) => void;
  readonly onClose: () => void;
}

function useLinks({ place, navigate, setAdding, setNewGroup, onClose }: LinkSources): RoomLinks {
  return useMemo(
    () => ({
      onOpenChat: (space, message) => navigate(pathOf('chats', message === undefined ? space : `${space}/${message}`)),
      onOpenContact: (account) => navigate(pathOf('contacts', account)),
      onOpenGroup: (space) => navigate(pathOf('chats', `${space}/${ABOUT}`)),
      onAddContact: () => setAdding(true),
      onNewGroup: (first) => setNewGroup({ first: first ?? null }),
      onGone: () => navigate(pathOf('chats', place.rest), { replace: true }),
      onClose,
    }),
    [place.rest, navigate, setAdding, setNewGroup, onClose],
  );
}

/** The settings in the store are the truth about how the app looks. */
function useSettingsAppearance(props: ReadyShellProps): void {
  const { workspace, appearance, chosenLocale, onLocaleSaved } = props;
  const settings = useQuery(useMemo(() => workspace.settings(), [workspace]));
  useEffect(() => {
    if (settings.status !== 'ready') return;
    appearance.set(chosenLocale === null ? settings.value : { ...settings.value, locale: chosenLocale });
  }, [settings, appearance, chosenLocale]);
  useEffect(() => {
    if (chosenLocale !== null) void workspace.updateSettings({ locale: chosenLocale }).then(onLocaleSaved);
  }, [workspace, chosenLocale, onLocaleSaved]);
}

function useTitle(unread: number): void {
  const t = useT();
  const title = unread === 0 ? t('common.appName') : t('shell.title', { unread });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Runs once the browser has painted and rests. */
function afterFirstPaint(task: () => void): () => void {
  const timer = setTimeout(() => requestAnimationFrame(() => setTimeout(task)), 300);
  return () => clearTimeout(timer);
}
