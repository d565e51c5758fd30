import type { Session } from 'electron';
import { restrictDownloads } from './downloads.ts';
import { restrictPermissions } from './permissions.ts';

const restricted = new WeakSet<Session>();

/** Puts a session under all our rules, once. Every session the app ever makes passes here. */
export function restrictSession(
  session: Session,
  { origin, platform }: { readonly origin: string; readonly platform: NodeJS.Platform },
): void {
  if (restricted.has(session)) return;
  restricted.add(session);
  restrictPermissions(session, origin);
  restrictDownloads(session, origin);
  // Elsewhere than on macOS, Chromium would fetch dictionaries from the network, unasked.
  session.setSpellCheckerEnabled(platform === 'darwin');
}
