import type { EventId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { FORGOTTEN_LABELS, type ForgottenLabel, readForgotten } from '@domain/mini/forgottenLabels.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ProgramViews } from '@ports/programViews.ts';
import type { SoleSeats } from '@ports/tabs.ts';
import { Turn } from '../turn.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { viewOutcome } from './viewOutcome.ts';

/** What taking away what programs left takes. */
export interface SweepParts {
  readonly store: Pick<DocumentStore, 'programs' | 'values'>;
  readonly views: Pick<ProgramViews, 'wipe'>;
  readonly seats: Pick<SoleSeats, 'take'>;
  /** Done when nothing of an instance runs any more, in any window. */
  readonly end: (instance: EventId) => Promise<void>;
}

/** Of the window that sweeps; others wait for it. */
const SEAT = 'labels to wipe';

/** Clears what is stored under labels that were forgotten, and strikes each out once it is done (PRG-26). */
export class LabelSweep {
  private readonly parts: SweepParts;
  private readonly turn = new Turn();

  constructor(parts: SweepParts) {
    this.parts = parts;
  }

  /** Those of one instance; null: of all. Fails with the first that could not be cleared: it stays in the list, and the others are not held up. */
  sweep(instance: EventId | null): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(async () => {
      const leave = await this.parts.seats.take(SEAT, () => undefined);
      try {
        return await this.sweepNow(instance);
      } finally {
        leave();
      }
    });
  }

  private async sweepNow(instance: EventId | null): Promise<Result<void, WorkspaceError>> {
    const list = await this.parts.store.values.get(FORGOTTEN_LABELS);
    if (!list.ok) return { ok: false, error: storeFailure(list.error) };
    let outcome: Result<void, WorkspaceError> = ok();
    for (const forgotten of readForgotten(list.value?.value)) {
      if (instance !== null && forgotten.instance !== instance) continue;
      const wiped = await this.wipe(forgotten);
      if (outcome.ok) outcome = wiped;
    }
    return outcome;
  }

  private async wipe(forgotten: ForgottenLabel): Promise<Result<void, WorkspaceError>> {
    const { store, views, end } = this.parts;
    const { instance, label } = forgotten;
    const row = await store.programs.get(instance);
    if (!row.ok) return { ok: false, error: storeFailure(row.error) };
    // Who wiped it ended it before, and the person may be opening it anew.
    if (row.value === null || (row.value.removed && row.value.label === null)) await end(instance);
    const wiped = row.value?.label === label ? ok() : viewOutcome(await views.wipe(label));
    return wiped.ok ? this.strike(forgotten) : wiped;
  }

  private async strike({ label }: ForgottenLabel): Promise<Result<void, WorkspaceError>> {
    const struck = await this.parts.store.values.update(FORGOTTEN_LABELS, (row) => ({
      name: FORGOTTEN_LABELS,
      value: readForgotten(row?.value).filter((one) => one.label !== label),
    }));
    return struck.ok ? ok() : { ok: false, error: storeFailure(struck.error) };
  }
}
