import * as v from 'valibot';

const KEY = 'banyan.palette';
/** Most that are remembered. */
const MOST = 8;
const keptSchema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST));

/** Ids of what was chosen last on this device, the newest first (PAL-3). */
export function recentEntries(): readonly string[] {
  try {
    const kept = v.safeParse(keptSchema, JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    return kept.success ? kept.output : [];
  } catch {
    // Storage may be off, or its content not ours.
    return [];
  }
}

/** Notes that something was chosen. */
export function noteEntry(id: string): void {
  const kept = [id, ...recentEntries().filter((other) => other !== id)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Without storage everything stands in its usual order.
  }
}
