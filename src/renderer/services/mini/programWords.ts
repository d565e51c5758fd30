import type { EventId, SpaceId } from '@shared/ids.ts';
import { programKey } from '@domain/mini/records.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { OpenInstance } from './hostParts.ts';

/** What a program last called its document and its state; null for what it never named. */
export interface ProgramWords {
  readonly document: string | null;
  readonly summary: string | null;
}

/** Of a program that named nothing. */
export const NO_WORDS: ProgramWords = { document: null, summary: null };

/** Tells what a program calls its document and its state, whenever that changes. */
export function watchProgramWords(
  store: Pick<DocumentStore, 'shelves'>,
  place: { readonly space: SpaceId; readonly instance: EventId },
  listener: (words: ProgramWords) => void,
): Disposer {
  return store.shelves.watchLedgers().subscribe((state) => {
    if (state.status !== 'ready') return;
    const ledger = state.value.find((one) => programKey(one) === programKey(place));
    listener({ document: ledger?.document?.text ?? null, summary: ledger?.summary?.text ?? null });
  });
}

/** Tells that what is open here was uninstalled, also while it was being opened, or that its chat is gone; maybe more than once. */
export function watchUninstalled(
  store: Pick<DocumentStore, 'programs'>,
  { instance, label }: Pick<OpenInstance, 'instance' | 'label'>,
  onUninstalled: () => void,
): Disposer {
  return store.programs.watch(instance).subscribe((state) => {
    if (state.status !== 'ready') return;
    // One that was uninstalled before has its label anew: it is brought back by opening it, a while later.
    if (state.value === null || (state.value.removed && state.value.label !== label)) onUninstalled();
  });
}
