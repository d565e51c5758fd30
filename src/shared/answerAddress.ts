/** Longest address of an endpoint that answers. */
export const MAX_ANSWER_ADDRESS = 2048;

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an endpoint is asked at all (ANS-1): over https, or over http on this very machine. A name or password in it is refused. */
export function isAnswerAddress(address: string): boolean {
  const read = address.length <= MAX_ANSWER_ADDRESS && URL.canParse(address) ? new URL(address) : null;
  if (read === null || read.username !== '' || read.password !== '') return false;
  return read.protocol === 'https:' || (read.protocol === 'http:' && LOOPBACK.has(read.hostname));
}
