/** What came of trying one address of a STUN or TURN server (SET-4). */
export interface ServerFinding {
  readonly url: string;
  /**
   * `direct`: it told the outside address; `relay`: data went through it and back; `refused`: wrong user name or password; `full`: it knows the
   * person and gives no place; `stuck`: it gave a place and nothing went through; `silent`: no answer; `malformed`: no address of one.
   */
  readonly result: 'direct' | 'relay' | 'refused' | 'full' | 'stuck' | 'silent' | 'malformed';
}

/** What all of them come to. */
export type ConnectionVerdict =
  /** There is nothing to test. */
  | 'none'
  /** UDP gets out, and the outside address is known. */
  | 'direct'
  /** The same, and a relay is there for whom it does not help. */
  | 'direct-relay'
  /** Through the relay alone. */
  | 'relay'
  /** Nothing over UDP answers, a relay over TCP does. */
  | 'blocked-relay'
  /** Nothing over UDP answers, and there is no other way. */
  | 'blocked'
  /** The relay refuses whom it is told of. */
  | 'refused'
  /** A relay answers and passes nothing on. */
  | 'relay-broken'
  /** None of the addresses is one. */
  | 'malformed';

/** Whether an address is asked over UDP. */
function isOverUdp(url: string): boolean {
  return /^stun:/i.test(url) || (/^turn:/i.test(url) && !/[?&]transport=tcp/i.test(url));
}

/** The plain verdict on what was found (SET-4). What works counts before what does not. */
export function verdictOf(findings: readonly ServerFinding[]): ConnectionVerdict {
  if (findings.length === 0) return 'none';
  const results = new Set(findings.map(({ result }) => result));
  const relays = findings.filter(({ result }) => result === 'relay');
  if (results.has('direct')) return relays.length > 0 ? 'direct-relay' : 'direct';
  if (relays.length > 0) return isUdpSilent(findings) ? 'blocked-relay' : 'relay';
  if (results.has('refused')) return 'refused';
  if (results.has('full') || results.has('stuck')) return 'relay-broken';
  return results.has('silent') ? 'blocked' : 'malformed';
}

/** Whether something was asked over UDP, and nothing of that answered. */
function isUdpSilent(findings: readonly ServerFinding[]): boolean {
  const asked = findings.filter(({ url }) => isOverUdp(url));
  return asked.length > 0 && asked.every(({ result }) => result === 'silent');
}
