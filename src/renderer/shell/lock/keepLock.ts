import type { HostNotifier } from '@adapters/notifications/hostNotifier.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import type { Application } from '@services/workspace/workspace.ts';
import { leavePage } from './leavePage.ts';
import { watchLock } from './watchLock.ts';

/** Watches the lock for as long as this page is open. */
export function keepLock(parts: {
  readonly place: LockPlace;
  readonly application: Pick<Application, 'startup'> & { readonly dispose: Disposer };
  readonly notifier: Pick<HostNotifier, 'end'>;
}): void {
  const { place, application, notifier } = parts;
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
      notifier.end();
      void leavePage({
        appName: 'Banyan',
        clock: systemClock,
        endPrograms,
        endEngine: application.dispose,
        isHostThere: async () => (await place.host.call('host.describe', {})).ok,
        reload: () => location.reload(),
      });
    },
  });
}
