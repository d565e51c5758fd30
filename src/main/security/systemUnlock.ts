import type { SystemPreferences } from 'electron';
import type { SystemUnlock } from '../services/lock/locks.ts';

/** Where the system can tell that it is the person themselves: Touch ID. Elsewhere Electron has no way to ask, and this is null. */
export function systemUnlock(
  preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>,
  platform: NodeJS.Platform,
): SystemUnlock | null {
  if (platform !== 'darwin' || !preferences.canPromptTouchID()) return null;
  return {
    confirm: (reason) =>
      preferences.promptTouchID(reason).then(
        () => true,
        // Cancelled, or not them.
        () => false,
      ),
  };
}
