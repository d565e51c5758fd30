import type { AccountId, SpaceId } from '@shared/ids.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { InvitePreview, Workspace, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';

export interface AcceptInviteOptions {
  readonly text: string;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string) => void;
}

/** Asks the person behind an invite, says so, and offers the way to the chat. */
export function useAcceptInvite(props: AcceptInviteOptions): {
  readonly act: Act<WorkspaceErrorCode>;
  readonly accept: (invite: InvitePreview) => void;
} {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const open = (account: AccountId) => whenThere(workspace, account, props.onOpenChat);
  const accept = (invite: InvitePreview) =>
    act.run(
      () => workspace.acceptInvite(props.text),
      ({ account }) => {
        toast({
          text: <T id="contacts.preview.asked" values={{ name: <PersonName>{invite.name}</PersonName> }} />,
          action: { label: t('contacts.preview.open'), onAction: () => open(account) },
        });
        props.onDone();
      },
    );
  return { act, accept };
}

/** Calls back once with the chat of a contact, as soon as the store has it. */
function whenThere(workspace: Workspace, account: AccountId, found: (space: SpaceId) => void): void {
  let isFound = false;
  const stop = workspace.contact(account).subscribe((state) => {
    if (isFound || state.status === 'loading') return;
    isFound = true;
    queueMicrotask(() => stop());
    if (state.status === 'ready' && state.value !== null) found(state.value.space);
  });
}
