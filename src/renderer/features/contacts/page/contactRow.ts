import type { Contact, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import type { Act } from '@ui/hooks/useAct.ts';

/** What a row needs to change a contact. */
export interface ContactRowProps {
  readonly contact: Contact;
  readonly act: Act<WorkspaceErrorCode>;
}
