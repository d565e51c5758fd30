/** Keys in moments. */
export const feedKeys = {
  next: 'J',
  previous: 'K',
  like: 'L',
  remark: 'C',
  publish: 'Mod+Enter',
  removePhoto: 'Delete',
} as const;
