import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Where NATS is, and as whom to go there. */
export interface BusAddress {
  /** `host:port`, one at least. */
  readonly servers: readonly string[];
  readonly isEncrypted: boolean;
  readonly login: { readonly user: string; readonly pass: string } | { readonly token: string } | null;
}

const FORM = 'an address of the form nats://host:4222, tls://user:password@host:4222; several with commas between';
const DEFAULT_PORT = '4222';

/** Reads the addresses of the NATS servers of one cluster. Name and password of the first count for all. */
export function readBusAddress(text: string): Result<BusAddress, Failure<'invalid-input'>> {
  const urls = text.split(',').map((part) => readServer(part.trim()));
  const [first] = urls;
  if (first === undefined || first === null || urls.includes(null)) return fail('invalid-input', FORM);
  const known = urls.filter((url) => url !== null);
  const login = readLogin(first);
  if (!login.ok) return login;
  return ok({
    servers: known.map((url) => `${url.hostname}:${url.port === '' ? DEFAULT_PORT : url.port}`),
    isEncrypted: known.some((url) => url.protocol === 'tls:'),
    login: login.value,
  });
}

function readServer(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '' || !/^(nats|tls):$/.test(url.protocol)) return null;
  return /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '' ? url : null;
}

function readLogin({ username, password }: URL): Result<BusAddress['login'], Failure<'invalid-input'>> {
  if (username === '') return ok(null);
  try {
    const user = decodeURIComponent(username);
    return ok(password === '' ? { token: user } : { user, pass: decodeURIComponent(password) });
  } catch {
    return fail('invalid-input', FORM);
  }
}
