/** Does something when it is first asked for, and answers whoever asks later with the same. What failed is done again when it is asked for again. */
export function once<T>(act: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= act().catch((cause: unknown) => {
      asked = null;
      throw cause;
    });
    return asked;
  };
}
