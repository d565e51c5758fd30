import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Floor } from '@domain/group/body.ts';
import { MAX_MEMBERS } from '@domain/group/roster.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { KnownGroup } from './knownGroup.ts';
import type { RosterAuthor } from './rosterAuthor.ts';

/** Who is to be added: their packed card, and the id of the invite they came by, if they did. */
export interface Newcomer {
  readonly account: AccountId;
  readonly card: Uint8Array;
  readonly via?: string;
}

/** The body of an addition. */
export interface Addition {
  readonly kind: 'group.added';
  readonly card: Uint8Array;
  readonly via: string | null;
  readonly floors: Floor[];
}

/** The act that adds someone; null when they are in. */
export async function addition(
  author: RosterAuthor,
  group: KnownGroup,
  { account, card, via }: Newcomer,
): Promise<Result<Addition | null, WorkspaceError>> {
  const { members } = group.roster;
  if (members.has(account)) return ok(null);
  if (members.size >= MAX_MEMBERS) return fail('group-full', `${members.size} members`);
  const floors = await author.floorsFor(group);
  return floors.ok ? ok({ kind: 'group.added', card, via: via ?? null, floors: floors.value }) : floors;
}
