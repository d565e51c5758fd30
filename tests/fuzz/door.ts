/** What became of a sample. `wrong`: something was let through that the door is there to stop. */
export type Verdict = 'refused' | 'passed' | 'wrong';

/** One way in. */
export interface Door {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly offer: (bytes: Uint8Array) => Promise<Verdict> | Verdict;
}
