import { type ReactNode, Suspense } from 'react';
import { isChannelLink } from '@domain/channel/linkForm.ts';
import { isPayLink } from '@domain/paycode/codeLimits.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import type { RoomLinks } from './rooms.tsx';

const loadContacts = () => import('../features/contacts/index.ts');
const AddContactDialog = lazy(() => loadContacts().then((module) => ({ default: module.AddContactDialog })));
const InviteLinkHandler = lazy(() => loadContacts().then((module) => ({ default: module.InviteLinkHandler })));

export interface InvitationsProps {
  readonly workspace: Workspace;
  /** An invite the window was opened with. */
  readonly invite: string | null;
  readonly isAdding: boolean;
  readonly links: RoomLinks;
  readonly onAddingDone: () => void;
  readonly onInviteTaken: () => void;
}

/** The dialogs for adding people, from wherever they were asked for: a button, a link in the system, the address. */
export function Invitations(props: InvitationsProps): ReactNode {
  const { workspace, invite } = props;
  const link = useSnapshot(workspace.openedLink);
  // Codes to pay with are for the wallet, links to channels for the scanner.
  const opened = link === null || isPayLink(link) || isChannelLink(link) ? null : link;
  const asked = opened ?? invite;
  // A link waits where it came from until the person is done with it.
  const done = () => {
    if (opened === null) props.onInviteTaken();
    else workspace.takeOpenedLink();
  };

  return (
    <FeatureBoundary name="invitations" resetKeys={[asked, props.isAdding]}>
      <Suspense fallback={null}>
        {props.isAdding && <AddContactDialog isOpen onClose={props.onAddingDone} onOpenChat={props.links.onOpenChat} />}
        {asked !== null && <InviteLinkHandler link={asked} onDone={done} onOpenChat={props.links.onOpenChat} />}
      </Suspense>
    </FeatureBoundary>
  );
}
