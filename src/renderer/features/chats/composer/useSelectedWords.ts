import { type FocusEvent, type SyntheticEvent, useState } from 'react';

/** Whether words are selected in a field, as long as the focus is in the form around it. */
export interface SelectedWords {
  readonly isAny: boolean;
  readonly onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** Follows the selection in a field. */
export function useSelectedWords(): SelectedWords {
  const [isAny, setAny] = useState(false);
  return {
    isAny,
    onSelect: ({ currentTarget: { value, selectionStart, selectionEnd } }) =>
      setAny(value.slice(selectionStart, selectionEnd).trim() !== ''),
    onBlur: ({ currentTarget, relatedTarget }) => {
      const form = currentTarget.closest('form');
      if (!(relatedTarget instanceof Node && form?.contains(relatedTarget) === true)) setAny(false);
    },
  };
}
