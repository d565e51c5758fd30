import type { ChatHousekeeping } from '@services/workspace/preferenceWorkspace.ts';

/** While it is read what was chosen. */
export const NOTHING_KEPT: ChatHousekeeping = { folders: [], wallpaper: { kind: 'none' } };
