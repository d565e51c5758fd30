import { Dexie } from 'dexie';
import type { Platform } from './platform.ts';

/** Dexie's live queries look for the platform at its global place only, and stay silent without: where there is none, it is given. */
export function provideLive(platform: Platform): void {
  Object.assign(Dexie.dependencies, { ...platform, ...presentOf(Dexie.dependencies) });
}

/** What a platform lacks is left out rather than undefined. */
function presentOf(dependencies: object): object {
  return Object.fromEntries(Object.entries(dependencies).filter(([, value]) => Boolean(value)));
}
