import type { WebNotifier } from '@adapters/notifications/webNotifier.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import type { Application } from '@services/workspace/workspace.ts';
import { leavePage } from './leavePage.ts';
import { watchLock } from './watchLock.ts';

/** Watches the lock for as long as this page is open. */
export function keepLock(parts: {
  readonly place: LockPlace;
  readonly application: Pick<Application, 'startup'>;
  readonly page: Pick<WebNotifier, 'clearAll'>;
}): void {
  const { place, application, page } = parts;
  const endPrograms = async () => {
    const startup = application.startup.get();
    if (startup.status === 'ready') await startup.workspace.programs.endPrograms();
  };
  watchLock({
    place,
    clock: systemClock,
    isPressed: () => navigator.userActivation.isActive,
    showSettings: () => {
      location.hash = '#/settings/lock';
    },
    leave: () => {
      page.clearAll();
      void leavePage({
        appName: 'Banyan',
        clock: systemClock,
        endPrograms,
        isHostThere: async () => (await place.host.call('host.describe', {})).ok,
        reload: () => location.reload(),
      });
    },
  });
}
