import { BACKUPS_PATH } from '@shared/ipc/backupFacts.ts';
import { fail } from '@shared/result.ts';
import { type LateParts, NO_CODE } from '@ports/latePart.ts';
import type { BackupWorkspace } from '../workspace/backupWorkspace.ts';
import type { BackupDeskParts } from './backupDesk.ts';

/** Backups in any tab: the code for them is fetched when their page is opened. */
export function createLateBackups(
  parts: BackupDeskParts & { readonly origin: string },
  lateParts: LateParts,
): BackupWorkspace {
  const late = lateParts.part(
    () => import('./backupDesk.ts'),
    ({ createBackupDesk }) => createBackupDesk(parts),
  );
  const away = () => fail(NO_CODE.code, NO_CODE.message);
  return {
    list: () => late.ask((desk) => desk.list()).catch(away),
    write: (...given) => late.ask((desk) => desk.write(...given)).catch(away),
    verify: (...given) => late.ask((desk) => desk.verify(...given)).catch(away),
    follow: (watch) => late.ask((desk) => desk.follow(watch)).catch(away),
    plan: () => late.ask((desk) => desk.plan()).catch(away),
    arrange: (...given) => late.ask((desk) => desk.arrange(...given)).catch(away),
    changeFolder: (to) => late.ask((desk) => desk.changeFolder(to)).catch(away),
    runPlan: (watch) => late.ask((desk) => desk.runPlan(watch)).catch(away),
    remove: (id) => late.ask((desk) => desk.remove(id)).catch(away),
    addressOf: (id) => `${parts.origin}${BACKUPS_PATH}${parts.account}/${id}`,
  };
}
