import { useEffect, useState } from 'react';
import type { Program, ProgramStorage } from '@services/workspace/programWorkspace.ts';
import { usePrograms } from '../usePrograms.ts';

/** What a program takes on this device, as it was when this was shown or last counted; null until that is known. `version` counts anew. */
export function useStorage({ instance }: Program, version: number): ProgramStorage | null {
  const programs = usePrograms();
  const [storage, setStorage] = useState<ProgramStorage | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void programs.programStorage(instance).then((found) => {
      if (isCurrent && found.ok) setStorage(found.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [programs, instance, version]);
  return storage;
}
