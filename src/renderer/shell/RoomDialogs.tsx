import { type ReactNode, Suspense, useMemo, useState } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import { Invitations } from './Invitations.tsx';
import { NewGroup, type NewGroupRequest } from './NewGroup.tsx';
import { SharedProgram } from './programs/SharedProgram.tsx';
import { PassedPost } from './PassedPost.tsx';
import type { RoomLinks } from './rooms.tsx';
import { type Place, pathOf } from './routes.ts';
import { Scanning } from './Scanning.tsx';
import type { QuickDialog } from './usePaneKeys.ts';
import { WalletDialogs } from './wallet/WalletDialogs.tsx';

const Quick = lazy(() => import('./Quick.tsx').then((module) => ({ default: module.Quick })));

/** Which dialogs are open that any room may ask for. */
interface AskedDialogs {
  readonly isAdding: boolean;
  readonly newGroup: NewGroupRequest | null;
  /** The chat a program is to be put into. */
  readonly sharing: SpaceId | null;
  /** The post of a channel that is to go into chats. */
  readonly passing: EventId | null;
  readonly wish: WalletWish | null;
  /** A code to look at; null to bring one in; undefined while nobody asked. */
  readonly scanned: string | null | undefined;
  /** What keys open wherever one is. */
  readonly quick: QuickDialog | null;
}

const NONE: AskedDialogs = {
  isAdding: false,
  newGroup: null,
  sharing: null,
  passing: null,
  wish: null,
  scanned: undefined,
  quick: null,
};

/** Dialogs that any room may ask for, and how it does. */
export interface RoomDialogsControl {
  readonly asked: AskedDialogs;
  readonly ask: (change: Partial<AskedDialogs>) => void;
  readonly setWish: (wish: WalletWish) => void;
}

/** Keeps which of them are open. */
export function useRoomDialogs(): RoomDialogsControl {
  const [asked, setAsked] = useState(NONE);
  const acts = useMemo(() => {
    const ask = (change: Partial<AskedDialogs>) => setAsked((before) => ({ ...before, ...change }));
    return { ask, setWish: (wish: WalletWish) => ask({ wish }) };
  }, []);
  return useMemo(() => ({ asked, ...acts }), [asked, acts]);
}

export interface RoomDialogsProps {
  readonly workspace: Workspace;
  readonly control: RoomDialogsControl;
  readonly place: Place;
  readonly links: RoomLinks;
  readonly navigate: (path: string, options?: { readonly replace: boolean }) => void;
}

/** The dialogs of all rooms, over whichever one is in. */
export function RoomDialogs({ workspace, control, place, links, navigate }: RoomDialogsProps): ReactNode {
  const { asked, ask } = control;
  return (
    <>
      <Invitations
        workspace={workspace}
        invite={place.invite}
        isAdding={asked.isAdding}
        links={links}
        onAddingDone={() => ask({ isAdding: false })}
        onInviteTaken={() => navigate(pathOf('contacts'), { replace: true })}
      />
      <SharedProgram space={asked.sharing} onDone={() => ask({ sharing: null })} />
      <PassedPost post={asked.passing} onDone={() => ask({ passing: null })} />
      <WalletDialogs wish={asked.wish} links={links} onDone={() => ask({ wish: null })} />
      <Scanning text={asked.scanned} links={links} navigate={navigate} onDone={() => ask({ scanned: undefined })} />
      <NewGroup request={asked.newGroup} links={links} onDone={() => ask({ newGroup: null })} />
      <FeatureBoundary name="quick" resetKeys={[asked.quick]}>
        <Suspense fallback={null}>
          {asked.quick !== null && (
            <Quick
              dialog={asked.quick}
              links={links}
              navigate={navigate}
              onDone={(next) => ask({ quick: next ?? null })}
            />
          )}
        </Suspense>
      </FeatureBoundary>
    </>
  );
}
