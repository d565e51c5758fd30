import { FORGOTTEN_LABELS, readForgotten } from '@domain/mini/forgottenLabels.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { type LateParts, askLate, lateQueries } from '@ports/latePart.ts';
import type { ProgramSession, ProgramWorkspace } from '../workspace/programWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { ProgramParts } from './programCode.ts';
import type { ProgramDesk } from './programDesk.ts';

/** Mini programs in any tab: what they run with is fetched when one of them is first asked for (WSP-2). */
export function createLatePrograms(parts: ProgramParts, lateParts: LateParts): ProgramWorkspace {
  const { acts, windows } = parts;
  const openPrograms = writableSnapshot<readonly ProgramSession[]>([]);
  const late = lateParts.part(
    () => import('./programCode.ts'),
    ({ joinPrograms }) => {
      const desk = joinPrograms(parts);
      desk.openPrograms.subscribe(() => openPrograms.set(desk.openPrograms.get()));
      return desk;
    },
  );
  const ask = <T>(question: (desk: ProgramDesk) => Outcome<T>) => askLate(late, question);
  /** Only makes ready: whoever opens the program is told what failed. */
  const hint = (give: (desk: ProgramDesk) => void) => {
    late.ask((desk) => Promise.resolve(give(desk))).catch(() => undefined);
  };
  // From this run or one before; one that could not be cleared waits for the next.
  parts.store.values.watch(FORGOTTEN_LABELS).subscribe((state) => {
    const isLeft = state.status === 'ready' && readForgotten(state.value?.value).length > 0;
    if (isLeft) hint((of) => void of.sweepLabels());
  });
  return {
    ...lateQueries(late, ['programs', 'program', 'programsFromPeople', 'ownPackages', 'authorOf', 'upgradesOf']),
    addPackage: (file) => acts.keepPackage(file),
    signPackage: (id) => acts.signPackage(id),
    sendProgram: (space, id) => acts.sendProgram(space, id),
    inspectPackage: (id) => ask((of) => of.inspectPackage(id)),
    expectProgram: (instance) => hint((of) => of.expectProgram(instance)),
    approachProgram: (instance) => hint((of) => of.approachProgram(instance)),
    pressProgram: (instance) => hint((of) => of.pressProgram(instance)),
    openProgram: (instance, href, accepted) => ask((of) => of.openProgram(instance, href, accepted)),
    openPrograms,
    openWindow: (instance) => windows.show(instance),
    showApp: () => windows.showApp(),
    // Without the code none was begun.
    endPrograms: () => late.here?.endPrograms() ?? Promise.resolve(),
    setFavourite: (instance, favourite) => acts.changeProgram(instance, { favourite }),
    setPermission: (instance, permission, granted) => acts.allowProgram(instance, permission, granted),
    programStorage: (instance) => ask((of) => of.programStorage(instance)),
    wipeProgram: (instance) => ask((of) => of.wipeProgram(instance)),
    removeProgram: (instance) => ask((of) => of.removeProgram(instance)),
    upgradeProgram: (instance, id) => ask((of) => of.upgradeProgram(instance, id)),
  };
}
