import { useMemo } from 'react';
import { type Settings, defaultSettings } from '@domain/settings/settings.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';

/** The settings as they are kept, and a way to change them at once. */
export interface SettingsControl {
  readonly settings: Settings;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  readonly isSaving: boolean;
  /** How the last change failed. */
  readonly error: WorkspaceErrorCode | null;
  readonly change: (change: Partial<Settings>, onDone?: () => void) => void;
}

/** Follows the settings. What is shown is always what is kept: a change that failed is not pretended. */
export function useSettings(): SettingsControl {
  const workspace = useWorkspace();
  const state = useQuery(useMemo(() => workspace.settings(), [workspace]));
  const act = useAct<WorkspaceErrorCode>();
  return {
    settings: state.status === 'ready' ? state.value : defaultSettings,
    isLoading: state.status === 'loading',
    hasFailed: state.status === 'failed',
    isSaving: act.isPending,
    error: act.error,
    change: (change, onDone) => act.run(() => workspace.updateSettings(change), onDone),
  };
}
