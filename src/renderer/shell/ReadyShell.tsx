import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useT } from '@i18n/useT.tsx';
import type { ProgramDesk } from '../features/programs/desk/desk.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { StartNotice, Workspace } from '@services/workspace/workspace.ts';
import { classNames } from '@ui/classNames.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Stillness } from '@ui/loading/stillness.ts';
import type { AppearanceControl } from './appearance.ts';
import { Banners } from './Banners.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import { keepPlace } from './keptPlace.ts';
import { PlayerDock } from './PlayerDock.tsx';
import { ProgramDock } from './programs/ProgramDock.tsx';
import { ProgramWindow } from './programs/ProgramWindow.tsx';
import { ProgramScope, useProgramDesk } from './programs/ProgramScope.tsx';
import { Rail } from './Rail.tsx';
import styles from './ReadyShell.module.css';
import { LIST_WIDTH, ResizeHandle } from './ResizeHandle.tsx';
import { RoomContent, type RoomLinks, RoomList, RoomNotice, preloadOtherRooms, preloadRooms } from './rooms.tsx';
import { RoomDialogs, type RoomDialogsControl, useRoomDialogs } from './RoomDialogs.tsx';
import { above, ABOUT, type Place, pathOf, placeOf } from './routes.ts';
import { type QuickDialog, usePaneKeys } from './usePaneKeys.ts';
import { useOpenedCode } from './wallet/useOpenedCode.ts';
import { useTakenNotice } from './wallet/useTakenNotice.ts';

export interface ReadyShellProps {
  readonly workspace: Workspace;
  readonly notice: StartNotice | null;
  readonly appearance: AppearanceControl;
  /** The language chosen before there were settings; saved as one, then told. */
  readonly chosenLocale: Settings['locale'] | null;
  readonly onLocaleSaved: () => void;
  readonly onListed?: (() => void) | undefined;
}

/** How long after the start the code of rooms is fetched that nobody has opened yet, ms. */
const OTHER_ROOMS_AFTER = 5000;

/** The app, or the one program that has a window of its own. */
export function ReadyShell(props: ReadyShellProps): ReactNode {
  const { workspace } = props;
  const [path, navigate] = useHashLocation();
  const place = useMemo(() => placeOf(path), [path]);
  useTakenNotice(
    workspace,
    useCallback(() => navigate('/wallet/subscriptions'), [navigate]),
  );
  const desk = useProgramDesk(workspace);
  useEffect(() => keepPlace(path, place), [path, place]);
  useSettingsAppearance(props);
  return (
    <ProgramScope desk={desk}>
      {place.program === null ? (
        <Rooms {...props} place={place} desk={desk} />
      ) : (
        <ProgramWindow program={place.program} />
      )}
    </ProgramScope>
  );
}

interface RoomsProps extends ReadyShellProps {
  readonly place: Place;
  readonly desk: ProgramDesk;
}

/** Rail, list, content, and the program beside them. */
function Rooms(props: RoomsProps): ReactNode {
  const { workspace, notice, onListed, place, desk } = props;
  const t = useT();
  const [, navigate] = useHashLocation();
  const counted = useQuery(useMemo(() => workspace.unreadTotal(), [workspace]));
  const unread = counted.status === 'ready' ? counted.value : 0;
  const dialogs = useRoomDialogs();
  const window = useRef<HTMLDivElement>(null);

  // Who goes to another place wants to see it.
  useEffect(() => makeRoom(desk), [desk, place.room, place.rest]);
  usePreloading(workspace);
  useTitle(unread);
  // The count is made of the same rows as the list.
  useEffect(() => {
    if (counted.status !== 'loading') onListed?.();
  }, [counted.status, onListed]);
  const closeContent = useCallback(() => navigate(above(place)), [navigate, place]);
  const { ask } = dialogs;
  const onQuick = useCallback((quick: QuickDialog) => ask({ quick }), [ask]);
  usePaneKeys({ window, navigate, onClose: place.rest === '' ? null : closeContent, onQuick });

  const links = useLinks({ place, navigate, desk, ask, onClose: closeContent });
  useOpenedCode({ workspace, place, navigate, setWish: dialogs.setWish, onScan: links.onScan });

  return (
    <div className={styles['window']} ref={window}>
      <Banners workspace={workspace} notice={notice} />
      <Panes desk={desk} hasContent={place.rest !== ''}>
        <Rail workspace={workspace} room={place.room} unread={unread} />
        <section
          className={styles['list']}
          aria-label={t('shell.list', { room: t(`shell.room.${place.room}`) })}
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
          <ResizeHandle {...LIST_WIDTH} label={t('shell.listWidth')} />
        </section>
        <main id="content" className={styles['content']} data-pane="content" tabIndex={-1}>
          <FeatureBoundary name={`${place.room} content`} resetKeys={[place.room, place.rest, place.part]}>
            <Suspense fallback={null}>
              <RoomContent place={place} links={links} />
            </Suspense>
          </FeatureBoundary>
        </main>
        <ProgramDock onOpenChat={links.onOpenChat} />
      </Panes>
      <PlayerDock afterFirstPaint={afterFirstPaint} />
      <RoomDialogs workspace={workspace} control={dialogs} place={place} links={links} navigate={navigate} />
    </div>
  );
}

interface PanesProps {
  readonly desk: ProgramDesk;
  readonly hasContent: boolean;
  readonly children: ReactNode;
}

/** The panes side by side. Apart from them, so that a program that opens beside them has none of them rendered again. */
function Panes({ desk, hasContent, children }: PanesProps): ReactNode {
  const { shown, mode } = useSnapshot(desk.state);
  return (
    <div
      className={classNames(styles['panes'], hasContent && styles['hasContent'])}
      data-program={shown === null ? undefined : mode}
    >
      {children}
    </div>
  );
}

interface LinkSources {
  readonly place: Place;
  readonly navigate: (path: string, options?: { readonly replace: boolean }) => void;
  readonly desk: ProgramDesk;
  readonly ask: RoomDialogsControl['ask'];
  readonly onClose: () => void;
}

function useLinks(sources: LinkSources): RoomLinks {
  const { place, navigate, desk, ask, onClose } = sources;
  return useMemo(
    () => ({
      onOpenChat: (space, message) => navigate(pathOf('chats', message === undefined ? space : `${space}/${message}`)),
      onOpenContact: (account) => navigate(pathOf('contacts', account)),
      onOpenGroup: (space) => navigate(pathOf('chats', `${space}/${ABOUT}`)),
      onAddContact: () => ask({ isAdding: true }),
      onNewGroup: (first) => ask({ newGroup: { first: first ?? null } }),
      onOpenProgram: (instance, href) => void desk.open(instance, href),
      onOpenPackage: (id) => navigate(pathOf('programs', id)),
      onOpenChannel: (page) => navigate(pathOf('channels', page)),
      onOpenChannelPost: (channel, post, link) =>
        navigate(['/channels', channel, 'post', post, ...(link?.split('#').slice(1) ?? [])].join('/')),
      onShareProgram: (sharing) => ask({ sharing }),
      onSendPost: (passing) => ask({ passing }),
      onOpenWallet: (page) => navigate(pathOf('wallet', page)),
      onWallet: (wish) => ask({ wish }),
      onScan: (scanned) => ask({ scanned }),
      onGone: () => navigate(pathOf('chats', place.rest), { replace: true }),
      onClose,
    }),
    [place.rest, navigate, desk, ask, onClose],
  );
}

/** Has the code of what may be opened next here before it is, and even if the host is gone by then. */
function usePreloading(workspace: Workspace): void {
  useEffect(() => afterFirstPaint(preloadRooms), []);
  useEffect(() => {
    const stillness = new Stillness();
    const timer = setTimeout(() => {
      void preloadOtherRooms(workspace, stillness).finally(() => stillness.dispose());
    }, OTHER_ROOMS_AFTER);
    return () => {
      clearTimeout(timer);
      stillness.dispose();
    };
  }, [workspace]);
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

/** Lets a program that is all there is to see give way. */
function makeRoom(desk: ProgramDesk): void {
  if (desk.state.get().mode === 'full') desk.setMode('beside');
  if (!matchMedia('(width >= 51rem)').matches) desk.hide();
}

/** Runs once the browser has painted and rests. */
function afterFirstPaint(task: () => void): () => void {
  const timer = setTimeout(() => requestAnimationFrame(() => setTimeout(task)), 300);
  return () => clearTimeout(timer);
}
