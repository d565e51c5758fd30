import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';

const ALLOWED: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Opens a web or mail address outside the app: by the host where it can, else in a new tab without a way back to ours. */
export async function openAddress(
  host: Host,
  url: string,
): Promise<Result<void, Failure<'host-unreachable' | 'internal'>>> {
  if (!URL.canParse(url) || !ALLOWED.has(new URL(url).protocol)) return fail('internal', 'not a web or mail address');
  const opened = await host.call('external.open', { url });
  if (opened.ok) return ok();
  if (opened.error.code === 'unreachable') return fail('host-unreachable', opened.error.message);
  if (opened.error.code !== 'unsupported') return fail('internal', opened.error.message);
  window.open(url, '_blank', 'noopener,noreferrer');
  return ok();
}
