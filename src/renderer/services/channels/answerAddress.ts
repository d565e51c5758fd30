/** Whether an endpoint is asked at all (CHN-18): over https, or over http on this very machine. A name or password in it is refused. */
export function isAskableAddress(address: string): boolean {
  const read = URL.canParse(address) ? new URL(address) : null;
  if (read === null || read.username !== '' || read.password !== '') return false;
  if (read.protocol === 'https:') return true;
  return read.protocol === 'http:' && LOOPBACK.has(read.hostname);
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
