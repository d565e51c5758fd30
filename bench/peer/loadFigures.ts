/** What a run says. */
export interface LoadFigures {
  readonly links: number;
  readonly said: number;
  readonly seconds: number;
  /** From saying to the box's word that it is durable there, ms. */
  readonly acknowledged: readonly number[];
  /** Shares of a core, with nothing to do and under load. */
  readonly idle: number;
  readonly busy: number;
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  readonly eventsKept: number;
  /** From the start over the journal of this load until it runs, s. */
  readonly restart: number;
}
