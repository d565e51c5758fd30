import type { ReactNode } from 'react';
import { offerId } from './useOffers.ts';

export interface OfferListProps<Offer> {
  readonly id: string;
  readonly label: string;
  readonly className: string | undefined;
  readonly offers: readonly Offer[];
  readonly keyOf: (offer: Offer) => string;
  /** Place of the one that Enter takes. */
  readonly active: number;
  /** It scrolls, so that one is brought into sight. */
  readonly isLong?: boolean;
  readonly onChoose: (offer: Offer) => void;
  readonly children: (offer: Offer) => ReactNode;
}

/** What is offered for what is being typed. The field keeps the focus. */
export function OfferList<Offer>(props: OfferListProps<Offer>): ReactNode {
  const { id, active, isLong = false, onChoose } = props;
  return (
    <div id={id} role="listbox" aria-label={props.label} className={props.className}>
      {props.offers.map((offer, place) => (
        <button
          key={props.keyOf(offer)}
          id={offerId(id, place)}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          // A press must not take the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(offer)}
          ref={isLong && place === active ? showRow : undefined}
        >
          {props.children(offer)}
        </button>
      ))}
    </div>
  );
}

function showRow(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
