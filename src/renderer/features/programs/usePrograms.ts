import { useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { Program, ProgramWorkspace } from '@services/workspace/programWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NO_PROGRAMS: readonly Program[] = [];
const NO_CHATS: readonly Conversation[] = [];

/** What screens may do with mini programs. */
export function usePrograms(): ProgramWorkspace {
  return useWorkspace().programs;
}

/** Every program in a chat here. */
export function useInstances(): readonly Program[] {
  const programs = usePrograms();
  return useQueryValue(
    useMemo(() => programs.programs(), [programs]),
    NO_PROGRAMS,
  );
}

/** One program of a chat; null while it is not here. */
export function useInstance(instance: EventId): Program | null {
  const programs = usePrograms();
  return useQueryValue(
    useMemo(() => programs.program(instance), [programs, instance]),
    null,
  );
}

/** Every chat. */
export function useChats(): readonly Conversation[] {
  const workspace = useWorkspace();
  return useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    NO_CHATS,
  );
}
