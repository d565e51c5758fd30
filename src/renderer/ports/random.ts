/** Randomness, so that tests can seed it. In the product it is the platform's CSPRNG. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}
