import { fail } from '@shared/result.ts';
import { type Disposer, writableSnapshot } from '@ports/snapshot.ts';
import type { ApplicationParts } from '@services/application/application.ts';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import type { Application, Startup } from '@services/workspace/workspace.ts';
import { persistently } from '@ui/loading/persistently.ts';

const refused = () => Promise.resolve(fail('looking-back', 'a snapshot is looked at'));

/** Which snapshot this tab looks at; null: it shows what is. */
export function lookedInto(): string | null {
  return sessionStorage.getItem(LOOKING_NAME);
}

/** The app over a snapshot (SNP-8). One that does not open is left by the next try. */
export function lookApplication(parts: ApplicationParts, id: string): Application & { readonly dispose: Disposer } {
  const startup = writableSnapshot<Startup>({ status: 'opening' });
  const look = async (): Promise<void> => {
    const [{ lookInto }, { browserSnapshots }] = await Promise.all([
      persistently(() => import('@services/snapshots/lookInto.ts')),
      persistently(() => import('./browserSnapshots.ts')),
    ]);
    await lookInto({ ...parts, snapshots: browserSnapshots }, id, startup);
    const now = startup.get();
    if (now.status === 'failed' && now.error.code !== 'vault-locked') sessionStorage.removeItem(LOOKING_NAME);
  };
  void look();
  return {
    ...{ startup, createProfile: refused, joinAccount: refused, restoreBackup: refused, dispose: () => undefined },
    retry: () => (lookedInto() === null ? location.reload() : void look()),
  };
}
