import { MAX_LINK } from '@shared/mini/bridgeLimits.ts';

/**
 * What a mail may be begun with, and what may not stand there: a line's end in a subject begins a header of the program's own in a mail
 * program that takes it as it is. Other fields can name files to be sent along.
 */
const MAIL_FIELDS = [
  { name: 'subject', forbidden: /[\p{Cc}\u2028\u2029]/u },
  { name: 'body', forbidden: /[^\P{Cc}\t\n\r]/u },
] as const;

/**
 * The address a program's link leads to, in its normal form: host names in punycode, nothing before the host that looks like one (MPH-41).
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
function mailAddress({ pathname, search }: URL): string | null {
  if (!/^[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(pathname))
    return null;
  const fields: string[] = [];
  for (const { name, forbidden } of MAIL_FIELDS) {
    const value = mailField(search, name);
    if (value === null || forbidden.test(value)) return null;
    if (value !== '') fields.push(`${name}=${encodeURIComponent(value)}`);
  }
  return `mailto:${pathname}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
}

/** The first field of this name, decoded as RFC 6068 has it, where a plus is a plus; empty where there is none, null where it is no text. */
function mailField(search: string, name: string): string | null {
  const start = `${name}=`;
  const field = search
    .slice(1)
    .split('&')
    .find((one) => one.startsWith(start));
  if (field === undefined) return '';
  try {
    return decodeURIComponent(field.slice(start.length));
  } catch {
    return null;
  }
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
