import { useSyncExternalStore } from 'react';

const FIELDS = 'input, textarea, [contenteditable]:not([contenteditable="false"])';
const BUTTONS =
  'input[type="checkbox"], input[type="radio"], input[type="button"], input[type="file"], input[type="range"]';

/** Whether the keyboard is in a field of the app, so that what takes it away takes letters along. */
export function useTyping(): boolean {
  return useSyncExternalStore(subscribe, isTyping);
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener('focusin', onChange);
  document.addEventListener('focusout', onChange);
  return () => {
    document.removeEventListener('focusin', onChange);
    document.removeEventListener('focusout', onChange);
  };
}

function isTyping(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement.matches(FIELDS) && !activeElement.matches(BUTTONS);
}
