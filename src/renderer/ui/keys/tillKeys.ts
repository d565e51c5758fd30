/** Keys at the till, beside the figures. */
export const tillKeys = { nextLine: '+', erase: 'Backspace', clear: 'Delete', charge: 'Enter' } as const;
