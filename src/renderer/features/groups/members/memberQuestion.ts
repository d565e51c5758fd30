import type { GroupMember } from '@services/workspace/groupWorkspace.ts';

/** What is asked about one member, or about none. */
export type MemberQuestion =
  | { readonly kind: 'remove' | 'hand-over' | 'stranger'; readonly member: GroupMember }
  | { readonly kind: 'add' };
