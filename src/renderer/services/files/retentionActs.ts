import type { SpaceId } from '@shared/ids.ts';
import { err, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import { spaceIdSchema } from '@shared/schemas.ts';
import { type RetentionRule, retentionRuleSchema } from '@domain/retention/rule.ts';
import type { Acts } from '../workspace/acts.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { RetentionPreview } from '../workspace/fileWorkspace.ts';
import type { Retention, RetentionPlan, RetentionRules } from './retention.ts';

/** What a person does about how long files stay. */
export type RetentionActs = Pick<Acts, 'setRetention' | 'previewRetention'>;

/** See `FileWorkspace`. `onChosen` is told of a rule of one chat before it is kept: nobody may act on it at once. */
export function createRetentionActs(retention: Retention, onChosen: () => void): RetentionActs {
  return {
    setRetention: async (space, rule) => {
      if (!isFitting(space, rule)) return fail('setting-invalid', 'no rule for how long files stay');
      onChosen();
      return outcomeOf(await retention.set(space, rule));
    },
    previewRetention: (space, rule) => preview(retention, space, rule),
  };
}

/** What would go with a rule that does not go without it. */
async function preview(
  retention: Retention,
  space: SpaceId | null,
  rule: RetentionRule | null,
): ReturnType<RetentionActs['previewRetention']> {
  const isSound = space === null ? v.is(retentionRuleSchema, rule) : isFitting(space, rule);
  if (!isSound) return fail('setting-invalid', 'no rule for how long files stay');
  const now = await retention.rules();
  if (!now.ok) return err(storeFailure(now.error));
  const before = await retention.plan(now.value);
  if (!before.ok) return err(storeFailure(before.error));
  const after = await retention.plan(rulesWith(now.value, space, rule));
  return after.ok ? ok(beyond(before.value, after.value)) : err(storeFailure(after.error));
}

function rulesWith(rules: RetentionRules, space: SpaceId | null, rule: RetentionRule | null): RetentionRules {
  if (space === null) return { ...rules, chats: rule ?? 'all' };
  const own = new Map<string, RetentionRule>(rules.own);
  own.delete(space);
  if (rule !== null) own.set(space, rule);
  return { ...rules, own };
}

function beyond(before: RetentionPlan, after: RetentionPlan): RetentionPreview {
  const going = new Set<string>([...before.files.map(({ id }) => id), ...before.messages.map((one) => one.message)]);
  const files = after.files.filter(({ id }) => !going.has(id));
  const messages = after.messages.filter(({ message }) => !going.has(message));
  return {
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    messages: messages.length,
  };
}

function isFitting(space: SpaceId, rule: RetentionRule | null): boolean {
  return v.is(spaceIdSchema, space) && v.is(v.nullable(retentionRuleSchema), rule);
}
