import type { EventId, SpaceId } from '@shared/ids.ts';
import type { GroupNotice, MessageKey, MessageRecord } from '@domain/chat/message.ts';
import { type ChangedField, type GroupNotice as NoticeOf, noticeOf } from '@domain/group/noticeOf.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import { displayName } from '@domain/profile/cleanName.ts';
import type { KnownGroup } from './knownGroup.ts';

const ACTS = {
  promoted: 'made-admin',
  demoted: 'made-member',
  added: 'added',
  joined: 'joined',
  removed: 'removed',
  'handed-over': 'handed-over',
} as const;
const FIELDS: Record<ChangedField, GroupNotice['act']> = {
  name: 'renamed',
  description: 'described',
  picture: 'pictured',
  policy: 'policy',
};

/** The lines of a group's conversation about what was done in it, in no order (GRS-7): one for each act that counts. */
export function linesOf(group: KnownGroup, self: string): readonly MessageRecord[] {
  const { roster, acts, record } = group;
  if (record.state === 'joining') return [];
  return acts.flatMap((act) => {
    const notice = roster.effective.has(act.id) ? lineOf(group, act) : null;
    return notice === null ? [] : [rowOf(record.space, { act, notice }, self)];
  });
}

/** Places of lines that stood before and are not to stand any more. */
export function goneOf(before: readonly MessageRecord[], after: readonly MessageRecord[]): readonly MessageKey[] {
  const kept = new Set<EventId>(after.map(({ id }) => id));
  return before.filter(({ id }) => !kept.has(id)).map(({ at, id }) => ({ at, id }));
}

interface Line {
  readonly act: RosterAct;
  readonly notice: GroupNotice;
}

/** The row of an act with a notice. Its place is the act's own clock, the same for everyone. */
function rowOf(space: SpaceId, { act, notice }: Line, self: string): MessageRecord {
  const { id, at, author, device, seq } = act;
  return { id, space, at, author, device, seq, own: author === self, body: { kind: 'notice', notice } };
}

function lineOf({ roster, record }: KnownGroup, act: RosterAct): GroupNotice | null {
  const notice = noticeOf(act);
  if (notice === null) return null;
  // As the group itself shows it (GRP-23): a line is no place for what a name may not hold.
  const shown = (name: string) => displayName(name, record.space.slice(0, 8));
  if (notice.kind === 'changed') return changeLine(notice, shown);
  if ('account' in notice) {
    const { account } = notice;
    const person = roster.members.get(account) ?? roster.former.get(account);
    return { act: ACTS[notice.kind], target: account, value: person?.profile.name ?? null };
  }
  return { act: notice.kind, target: null, value: notice.kind === 'founded' ? shown(notice.name) : null };
}

/** One line for one act: of what it changed, the first. */
function changeLine(
  { fields, name }: NoticeOf & { readonly kind: 'changed' },
  shown: (name: string) => string,
): GroupNotice | null {
  const [field] = fields;
  if (field === undefined) return null;
  const value = field === 'name' && name !== null ? shown(name) : null;
  return { act: FIELDS[field], target: null, value };
}
