import type { AccountId } from '@shared/ids.ts';
import type { RosterAct } from './roster.ts';

/** A part of a group that can be changed. */
export type ChangedField = 'name' | 'description' | 'picture' | 'policy';

/** What a line in the talk says of an act; `by` did it. Names of people are looked up when it is shown. */
export type GroupNotice = { readonly by: AccountId; readonly at: number } & (
  | { readonly kind: 'founded'; readonly name: string }
  /** `name` is the new name, null when it stays. */
  | { readonly kind: 'changed'; readonly fields: readonly ChangedField[]; readonly name: string | null }
  /** `joined`: they came by an invite. */
  | {
      readonly kind: 'added' | 'joined' | 'removed' | 'promoted' | 'demoted' | 'handed-over';
      readonly account: AccountId;
    }
  | { readonly kind: 'left' | 'dissolved' }
);

/** What a line in the talk says of an act that counts; null for one that needs no line (GRP-28). */
export function noticeOf(_act: RosterAct): GroupNotice | null {
  return null;
}
