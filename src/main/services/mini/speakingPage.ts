import type { ProgramHandler } from './programHandler.ts';

/** So far a page is read in search of the host's script, bytes. */
const MOST_READ = 1024 * 1024;

/** Whether the page at a path names the host's script, and so says that it is there once that runs (MPH-44). */
export async function isSpeakingPage(handler: ProgramHandler | undefined, path: string): Promise<boolean> {
  const page = await handler?.(new Request(new URL(path, 'http://label')));
  if (page?.ok !== true || page.body === null) return false;
  if (page.headers.get('content-type')?.startsWith('text/html') !== true) return false;
  let text = '';
  for await (const piece of page.body) {
    text += Buffer.from(piece).toString('latin1');
    if (text.includes('webxdc.js')) return true;
    if (text.length > MOST_READ) return false;
  }
  return false;
}
