/** Keys in the list of chats. */
export const chatListKeys = { pinUp: 'Alt+ArrowUp', pinDown: 'Alt+ArrowDown' } as const;
