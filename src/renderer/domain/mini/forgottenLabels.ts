/** Labels that no instance has any more, and under which something may still be stored. */
import * as v from 'valibot';
import { eventIdSchema } from '@shared/schemas.ts';
import { LABEL } from './address.ts';

/** Name of the value that lists them. */
export const FORGOTTEN_LABELS = 'labels-to-wipe';

const forgottenSchema = v.strictObject({ instance: eventIdSchema, label: v.pipe(v.string(), v.regex(LABEL)) });
/** A label, and whose it was. */
export type ForgottenLabel = v.InferOutput<typeof forgottenSchema>;

/** The list as kept, without what does not fit. */
export function readForgotten(value: unknown): readonly ForgottenLabel[] {
  return Array.isArray(value) ? value.filter((one) => v.is(forgottenSchema, one)) : [];
}

/** The list with the labels of rows in it, each once; null where none of them has one. */
export function withForgotten(
  value: unknown,
  rows: readonly { readonly instance: unknown; readonly label: unknown }[],
): readonly ForgottenLabel[] | null {
  const added = readForgotten(rows.map(({ instance, label }) => ({ instance, label })));
  if (added.length === 0) return null;
  const others = readForgotten(value).filter(({ label }) => added.every((one) => one.label !== label));
  return [...others, ...added];
}
