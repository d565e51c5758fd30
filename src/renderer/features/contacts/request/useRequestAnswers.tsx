import { PersonName, T } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ContactRequest, Outcome, Workspace, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { leaveContact } from '../leaveContact.ts';

/** What one can answer to a request. */
export type RequestAnswer = 'accept' | 'decline' | 'block';

const ACTS: Readonly<Record<RequestAnswer, (workspace: Workspace, request: ContactRequest) => Outcome<unknown>>> = {
  accept: (workspace, { account }) => workspace.acceptRequest(account),
  decline: (workspace, { account }) => workspace.declineRequest(account),
  block: (workspace, { account }) => workspace.blockRequest(account),
};

const DONE = {
  accept: 'contacts.request.accepted',
  decline: 'contacts.request.declined',
  block: 'contacts.done.blocked',
} as const;

/** Answers a request and says what was done. The page turns into the contact's by itself once accepted. */
export function useRequestAnswers(request: ContactRequest): {
  readonly act: Act<WorkspaceErrorCode>;
  readonly answer: (answer: RequestAnswer) => void;
} {
  const workspace = useWorkspace();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const answer = (chosen: RequestAnswer) =>
    act.run(
      () => ACTS[chosen](workspace, request),
      () => {
        toast({ text: <T id={DONE[chosen]} values={{ name: <PersonName>{request.name}</PersonName> }} /> });
        if (chosen !== 'accept') leaveContact(request.account);
      },
    );
  return { act, answer };
}
