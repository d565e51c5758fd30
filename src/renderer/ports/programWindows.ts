import type { EventId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** Why a program got no window. `window-blocked`: the browser opens none for this page, and the person can allow it. */
export type ProgramWindowError = Failure<'window-blocked' | 'host-unreachable' | 'internal'>;

/** Windows of the app's own that show one program each. Adapters: the browser's windows, those of the desktop host, memory. */
export interface ProgramWindows {
  /** Opens the window of a program, or brings the one it has to the front. To be called where the person pressed, before anything is awaited. */
  show(instance: EventId): Promise<Result<void, ProgramWindowError>>;
  /** Brings a window of the app that shows everything to the front, where the platform lets it. */
  showApp(): void;
}
