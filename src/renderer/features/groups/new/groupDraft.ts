import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import type { NewGroup } from '@services/workspace/groupWorkspace.ts';

/** What is said of the group before it is made. */
export type GroupDraft = Omit<NewGroup, 'members'>;

/** Where one begins. */
export const EMPTY_DRAFT: GroupDraft = {
  name: '',
  description: '',
  picture: { kind: 'generated' },
  policy: DEFAULT_POLICY,
};
