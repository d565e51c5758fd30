/** Keys on the message that has the focus. */
export const messageKeys = {
  up: 'ArrowUp',
  down: 'ArrowDown',
  first: 'Home',
  last: 'End',
  menu: 'Enter',
  reply: 'R',
  edit: 'E',
  forward: 'F',
  remove: 'Delete',
  choose: 'Space',
  chooseUp: 'Shift+ArrowUp',
  chooseDown: 'Shift+ArrowDown',
  endChoice: 'Escape',
} as const;

/** Keys where one writes. */
export const writingKeys = {
  send: 'Enter',
  newLine: 'Shift+Enter',
  editNewest: 'ArrowUp',
  toMessages: 'Mod+ArrowUp',
  cancel: 'Escape',
  bold: 'Mod+B',
  italic: 'Mod+I',
  strike: 'Mod+Shift+X',
  code: 'Mod+Shift+M',
  quote: 'Mod+Shift+9',
} as const;
