import { createContext, type ReactNode, use, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { LeavingDesk } from '@services/undo/leavingDesk.ts';
import { useOnLeave } from '@ui/hooks/useOnLeave.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useMoments, useReport } from '../room/useMoments.ts';

/** What posts need of {@link LeavingDesk}. */
type Leaving = Pick<LeavingDesk<EventId>, 'leaving' | 'leave' | 'takeBack'>;

const nothing = () => undefined;
const LeavingContext = createContext<Leaving>({
  leaving: writableSnapshot<ReadonlySet<EventId>>(new Set()),
  leave: nothing,
  takeBack: nothing,
});

/** Lets posts inside it be deleted with a way back. */
export function LeavingScope({ children }: { readonly children: ReactNode }): ReactNode {
  const moments = useMoments();
  const report = useReport();
  const desk = useMemo(() => new LeavingDesk((post: EventId) => report(moments.deleteMoment(post))), [moments, report]);
  useOnLeave(desk.finishAll);
  return <LeavingContext value={desk}>{children}</LeavingContext>;
}

/** See {@link LeavingDesk}. */
export function useLeaving(): Leaving {
  return use(LeavingContext);
}

/** Posts that are on their way out. */
export function useLeavingPosts(): ReadonlySet<EventId> {
  return useSnapshot(use(LeavingContext).leaving);
}
