/** Longest address of an endpoint that answers. */
export const MAX_ANSWER_ADDRESS = 2048;

/** No name or password before the host, no fragment; whatever is no ASCII or has a backslash is read differently by different readers. */
const FORM = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?(?:\/[\x21\x22\x24-\x5b\x5d-\x7e]*)?$/i;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an endpoint is asked at all (ANS-1): over https, or over http on this very machine. */
export function isAnswerAddress(address: string): boolean {
  if (address.length > MAX_ANSWER_ADDRESS) return false;
  const [, scheme, host] = FORM.exec(address) ?? [];
  if (scheme === undefined || host === undefined) return false;
  return scheme.toLowerCase() === 'https' || LOOPBACK.has(host.toLowerCase());
}
