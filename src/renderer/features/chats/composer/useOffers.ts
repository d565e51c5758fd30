import { type KeyboardEvent, type SyntheticEvent, useId, useState } from 'react';

/** What a list that is offered while one types needs of the field. */
export interface Completion {
  /** For the field: which one Enter takes. */
  readonly attributes: {
    readonly 'aria-autocomplete'?: 'list';
    readonly 'aria-controls'?: string;
    readonly 'aria-activedescendant'?: string;
  };
  /** True where the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** The caret moved, or words came. */
  readonly onCaret: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
}

export interface OfferActs<Offer> {
  readonly choose: (offer: Offer) => void;
  /** Nothing of it is wanted. */
  readonly dismiss: () => void;
}

/** A list of offers above a field that keeps the focus. */
export interface Offers<Offer> {
  /** Of the list. */
  readonly id: string;
  /** Place of the one that Enter takes. */
  readonly active: number;
  /** The next list begins with its first. */
  readonly startOver: () => void;
  /** The arrows go round, Enter and Tab take, Escape dismisses. Nothing of it while a word is composed, or where nothing is offered. */
  readonly forField: (acts: OfferActs<Offer>) => Omit<Completion, 'onCaret'>;
}

/** See {@link Offers}. */
export function useOffers<Offer>(offered: readonly Offer[]): Offers<Offer> {
  const id = useId();
  const [wanted, setWanted] = useState(0);
  const count = offered.length;
  const active = Math.min(wanted, Math.max(0, count - 1));
  const press = (event: KeyboardEvent, { choose, dismiss }: OfferActs<Offer>): boolean => {
    const chosen = offered[active];
    if (chosen === undefined || event.nativeEvent.isComposing || event.shiftKey) return false;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setWanted((active + 1) % count),
      ArrowUp: () => setWanted((active - 1 + count) % count),
      Enter: () => choose(chosen),
      Tab: () => choose(chosen),
      Escape: dismiss,
    };
    const act = acts[event.key];
    if (act === undefined) return false;
    event.preventDefault();
    act();
    return true;
  };
  return {
    id,
    active,
    startOver: () => setWanted(0),
    forField: (acts) => ({
      attributes:
        count > 0
          ? { 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-activedescendant': offerId(id, active) }
          : {},
      onKeyDown: (event) => press(event, acts),
    }),
  };
}

/** Id of an offer in its list. */
export function offerId(list: string, place: number): string {
  return `${list}-${place}`;
}
