import { type IntakePlan, type IntakeState, chainKey, pinKey, readMarkKey } from '@domain/intake/intake.ts';
import { programKey } from '@domain/mini/records.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';

/** The state of a store of Alice that wrote these plans and nothing else. */
export function after(...plans: readonly IntakePlan[]): IntakeState {
  return {
    chains: new Map(plans.flatMap(({ chains }) => chains.map((place) => [chainKey(place), place]))),
    conversations: new Map(plans.flatMap(({ conversations }) => conversations.map((row) => [row.space, row]))),
    kept: new Set(plans.flatMap(({ events }) => events.map(({ id }) => id))),
    readMarks: new Map(plans.flatMap(({ readMarks }) => readMarks.map((mark) => [readMarkKey(mark), mark.at]))),
    pins: new Map(plans.flatMap(({ pins }) => pins.map((pin) => [pinKey(pin), pin]))),
    programs: {
      ledgers: new Map(plans.flatMap(({ said }) => said.ledgers.map((ledger) => [programKey(ledger), ledger]))),
      parts: plans.flatMap(({ said }) => said.parts),
    },
    self: alice,
  };
}

/** The state of an empty store. */
export const nothing: IntakeState = after();
