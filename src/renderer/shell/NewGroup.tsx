import { type ReactNode, Suspense } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import type { RoomLinks } from './rooms.tsx';

const NewGroupDialog = lazy(() =>
  import('../features/groups/index.ts').then((module) => ({ default: module.NewGroupDialog })),
);

/** Someone wants to make a group; `first` is in it from the start. */
export interface NewGroupRequest {
  readonly first: AccountId | null;
}

export interface NewGroupProps {
  readonly request: NewGroupRequest | null;
  readonly links: RoomLinks;
  readonly onDone: () => void;
}

/** The dialog for a new group, from wherever it was asked for. */
export function NewGroup({ request, links, onDone }: NewGroupProps): ReactNode {
  if (request === null) return null;
  return (
    <FeatureBoundary name="new group" resetKeys={[request]}>
      <Suspense fallback={null}>
        <NewGroupDialog first={request.first} onClose={onDone} onOpenChat={links.onOpenChat} />
      </Suspense>
    </FeatureBoundary>
  );
}
