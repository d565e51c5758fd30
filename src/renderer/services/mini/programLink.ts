import { MAX_LINK } from '@shared/mini/bridgeLimits.ts';

/** What a mail may be begun with. Other fields can name files to be sent along. */
const MAIL_FIELDS = ['subject', 'body'] as const;

/**
 * The address a program's link leads to, in its normal form: host names in punycode, nothing before the host that looks like one (HST-41).
 * Null for what is not opened at all: other schemes, user names, mail to nobody, or too long to be read.
 */
export function readProgramLink(text: string): string | null {
  if (text.length > MAX_LINK || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  const address = url.protocol === 'mailto:' ? mailAddress(url) : webAddress(url);
  return address === null || address.length > MAX_LINK ? null : address;
}

function webAddress(url: URL): string | null {
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** One addressee, and what is to stand in the mail. */
function mailAddress({ pathname, searchParams }: URL): string | null {
  if (!/^[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(pathname))
    return null;
  const fields = MAIL_FIELDS.flatMap((name) => {
    const value = searchParams.get(name);
    return value === null || value === '' ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`];
  });
  return `mailto:${pathname}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
}

/** What of an address a person has to see before it is opened. */
export interface LinkOutlook {
  /** Where it leads: host in punycode with a port that is not the usual one, or the mail address. */
  readonly destination: string;
  readonly kind: 'web' | 'mail';
  /** The name is written with other letters than these: it may look like another one. */
  readonly isEncoded: boolean;
  /** Anyone on the way can read and change what is fetched. */
  readonly isOpen: boolean;
}

/** What an address of {@link readProgramLink} is to a person. */
export function outlookOf(address: string): LinkOutlook {
  const { protocol, host, pathname } = new URL(address);
  if (protocol === 'mailto:')
    return { destination: pathname, kind: 'mail', isEncoded: isPunycode(pathname.split('@')[1] ?? ''), isOpen: false };
  return { destination: host, kind: 'web', isEncoded: isPunycode(host), isOpen: protocol === 'http:' };
}

function isPunycode(host: string): boolean {
  return host.split('.').some((label) => label.toLowerCase().startsWith('xn--'));
}
