import * as v from 'valibot';
import { banyanManifestSchema } from '@shared/mini/package.ts';
import { askKit } from './askKit.ts';

const stateSchema = v.object({
  revision: v.number(),
  problem: v.nullable(v.string()),
  name: v.string(),
  size: v.number(),
  banyan: v.nullable(banyanManifestSchema),
  isThere: v.boolean(),
});
/** The program as it was packed last. */
export type ProgramState = v.InferOutput<typeof stateSchema>;

export async function readState(): Promise<ProgramState> {
  return v.parse(stateSchema, await askKit('/kit/state'));
}

/** Calls each time the program was packed anew. */
export function onPacked(listener: () => void): void {
  const events = new EventSource('/kit/events');
  events.addEventListener('message', listener);
}
