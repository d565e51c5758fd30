import { createContext, use } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { FormerMember, Group } from '@services/workspace/groupWorkspace.ts';

/** The group whose talk is open, and who is or was in it. */
export interface OpenGroup {
  /** Null while it is read, or where nothing is known of it yet. */
  readonly group: Group | null;
  readonly people: ReadonlyMap<AccountId, FormerMember>;
  /** Oneself. */
  readonly self: AccountId | null;
}

/** Null in a talk of two. */
export const GroupContext = createContext<OpenGroup | null>(null);

/** The open group; null in a talk of two. */
export function useOpenGroup(): OpenGroup | null {
  return use(GroupContext);
}
