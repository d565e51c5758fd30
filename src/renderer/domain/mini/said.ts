import * as v from 'valibot';
import { eventIdSchema, timeSchema } from '@shared/schemas.ts';

/** A document name or a summary, and when it was said: of two the later `at`, then the greater event id, holds (MIN-7). */
export const saidTextSchema = v.strictObject({ text: v.string(), at: timeSchema, event: eventIdSchema });
/** See {@link saidTextSchema}. */
export type SaidText = v.InferOutput<typeof saidTextSchema>;

/** Which of two holds. */
export function newerText(first: SaidText | null, second: SaidText | null): SaidText | null {
  if (first === null || second === null) return first ?? second;
  if (first.at !== second.at) return first.at > second.at ? first : second;
  return first.event >= second.event ? first : second;
}

/** Who is asked to look, and how. */
export interface NotifyContext {
  /** Own address in the instance. */
  readonly selfAddr: string;
  /** Whether oneself sent it. */
  readonly own: boolean;
}

/** The words to notify a person with, or null (MIN-11): never the sender; named beats `*`. */
export function notifyText(notify: Readonly<Record<string, string>>, context: NotifyContext): string | null {
  if (context.own) return null;
  if (Object.hasOwn(notify, context.selfAddr)) return notify[context.selfAddr] ?? null;
  return (Object.hasOwn(notify, '*') ? notify['*'] : null) ?? null;
}
