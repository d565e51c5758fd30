import type { AccountId } from '@shared/ids.ts';
import type { DeedOf } from './body.ts';
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

const FIELDS = ['name', 'description', 'picture', 'policy'] as const satisfies readonly ChangedField[];

/** What a line in the talk says of an act that counts; null for one that needs no line (GRP-28). */
export function noticeOf({ author: by, at, act }: RosterAct): GroupNotice | null {
  switch (act.kind) {
    case 'group.founded':
      return { by, at, kind: 'founded', name: act.name };
    case 'group.changed':
      return { by, at, kind: 'changed', fields: FIELDS.filter((field) => field in act), name: act.name ?? null };
    case 'group.left':
      return { by, at, kind: 'left' };
    case 'group.dissolved':
      return { by, at, kind: 'dissolved' };
    case 'group.witnessed':
    case 'unknown':
      return null;
    default: {
      const other = noticeOfOther(act);
      // Who adds itself again brings a newer card.
      return other.account === by ? null : { by, at, ...other };
    }
  }
}

type OtherKind = 'group.added' | 'group.removed' | 'group.role' | 'group.handed-over';
type OtherNotice = Extract<GroupNotice, { readonly account: AccountId }>;

function noticeOfOther(act: DeedOf<OtherKind>): Omit<OtherNotice, 'by' | 'at'> {
  switch (act.kind) {
    case 'group.added':
      return { kind: act.via === null ? 'added' : 'joined', account: act.card.account };
    case 'group.removed':
      return { kind: 'removed', account: act.account };
    case 'group.role':
      return { kind: act.role === 'admin' ? 'promoted' : 'demoted', account: act.account };
    case 'group.handed-over':
      return { kind: 'handed-over', account: act.account };
  }
}
