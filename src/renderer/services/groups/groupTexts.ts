import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { MAX_DESCRIPTION } from '@domain/group/body.ts';
import { groupPolicySchema } from '@domain/group/policy.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import { avatarSchema } from '@domain/profile/profile.ts';
import type { NewGroup } from '../workspace/groupWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** What a person may say of a group. */
export type Texts = Partial<Pick<NewGroup, 'name' | 'description' | 'picture' | 'policy'>>;

/** Cleans and checks what a person says of a group; what is absent stays absent (GRS-11). */
export function checkTexts(texts: Texts): Result<Texts, WorkspaceError> {
  const { picture, policy } = texts;
  const name = named(texts);
  if (!name.ok) return name;
  const description = described(texts);
  if (!description.ok) return description;
  if (picture !== undefined && !v.is(avatarSchema, picture)) return fail('avatar-invalid', 'not a small picture');
  if (policy !== undefined && !v.is(groupPolicySchema, policy)) return fail('setting-invalid', 'policy');
  return ok({
    ...name.value,
    ...description.value,
    ...(picture === undefined ? {} : { picture }),
    ...(policy === undefined ? {} : { policy }),
  });
}

function named({ name }: Texts): Result<Texts, WorkspaceError> {
  if (name === undefined) return ok({});
  const clean = cleanName(name);
  return clean.ok ? ok({ name: clean.value }) : clean;
}

function described({ description }: Texts): Result<Texts, WorkspaceError> {
  if (description === undefined) return ok({});
  if (description.length > MAX_DESCRIPTION)
    return fail('group-description-too-long', `${description.length} characters`);
  return ok({ description: description.toWellFormed().trim() });
}
