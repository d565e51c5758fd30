import { useCallback, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { PackedFile } from '@ports/programShelf.ts';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import { useShelf } from './shelfContext.ts';
import { usePrograms } from './usePrograms.ts';
import { useReport } from './useReport.ts';

/** Takes packages: from files, and from those that come with the app. */
export interface PackageTaker {
  /** What is being taken now: the id of one of the app's own, or the name of a file. */
  readonly busy: string | null;
  readonly fromFile: (file: File) => Promise<KnownPackage | null>;
  readonly fromShelf: (id: string) => Promise<KnownPackage | null>;
}

/** See {@link PackageTaker}. Failures are said in a notice. */
export function useTakePackage(): PackageTaker {
  const programs = usePrograms();
  const shelf = useShelf();
  const report = useReport();
  const [busy, setBusy] = useState<string | null>(null);
  const take = useCallback(
    async (name: string, file: () => Promise<PackedFile | null>) => {
      setBusy(name);
      const found = await file();
      const taken = found === null ? null : await report(programs.addPackage(found), cleanFileName(found.name));
      setBusy(null);
      return taken === null ? null : taken.value;
    },
    [programs, report],
  );
  return {
    busy,
    fromFile: (file) => take(file.name, () => Promise.resolve(file)),
    fromShelf: (id) =>
      take(id, async () => {
        if (shelf === null) return null;
        const found = await shelf.take(id);
        if (found.ok) return found.value;
        await report(Promise.resolve(unreachable));
        return null;
      }),
  };
}

const unreachable = {
  ok: false,
  error: { code: 'host-unreachable', message: 'the app’s own files do not answer' },
} as const;
