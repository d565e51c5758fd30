const DRAFT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text can be the id of a draft. */
export function isDraftId(id: string): boolean {
  return DRAFT_ID.test(id);
}
