import type { AdmittedEvent } from '../event/event.ts';
import type { IntakePlan, IntakeState } from './intake.ts';
import { RowDraft } from './rowDraft.ts';

/** Plans the rows of events that are kept already, whose rows were made by a version that did not understand them (INT-19). */
export function planAnew(events: readonly AdmittedEvent[], state: IntakeState): IntakePlan {
  const rows = new RowDraft(state);
  for (const event of events) rows.project(event);
  return { events: [], chains: [], sealed: [], ...rows.plan() };
}
