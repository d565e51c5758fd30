/** The words around bringing in a code; ui has none of its own. */
export interface CodeWords {
  readonly link: string;
  /** What a link begins with, as an example. */
  readonly placeholder: string;
  readonly next: string;
  readonly or: string;
  readonly drop: string;
  readonly dropping: string;
  readonly file: string;
  readonly camera: string;
  readonly reading: string;
  readonly live: string;
  readonly starting: string;
  readonly hint: string;
  readonly stop: string;
  readonly back: string;
  readonly retry: string;
}
