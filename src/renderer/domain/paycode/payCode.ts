import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, err, fail, ok } from '@shared/result.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { type SignedBytes, type Verify, packSigned, unpackSigned } from '../codec/signed.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';
import { HANDLE_LENGTH, MAX_CODE_LENGTH } from './codeLimits.ts';
import { type FoundCode, kindOfText } from './codeKind.ts';
import { decodeRecord, packRecord, verifyRecord } from '../wallet/envelope.ts';
import {
  account,
  amount,
  bytes,
  checked,
  optional,
  holder,
  record,
  struct,
  text,
  time,
  Misfit,
} from '../wallet/fields.ts';
import type { Field } from '../wallet/fields.ts';
import { type HolderId, accountOfHolder } from '../wallet/ids.ts';
import type { VerifiedOf, VerifiedRecord } from '../wallet/record.ts';

const VERSION = 1;
const PREFIX = 'banyan://pay#';

const payee = checked(
  struct({ to: holder, unit: optional(record), amount: optional(amount), memo: text(0, 140) }),
  ({ unit, amount: asked }) => asked === undefined || unit !== undefined,
  'an amount of nothing',
);
const payer = struct({ account, handle: bytes(HANDLE_LENGTH), until: time });
type Body<F> = F extends Field<infer T> ? T : never;

/** Who is to be paid, and how much where that is fixed. Nobody signed it: it moves nothing, and names nobody. */
export type PayeeCode = Body<typeof payee>;
/** A payer's one-time code (PAY-5). */
export type PayerCode = Body<typeof payer>;

/** A record signed by a device that the certificate beside it names. */
export interface Presented<Type extends 'request' | 'transfer'> {
  readonly record: VerifiedOf<Type>;
  readonly certificate: Certificate;
}

/** What a code says. `request` and `transfer` were verified. */
export type PayCode =
  | { readonly kind: 'payee'; readonly payee: PayeeCode }
  | { readonly kind: 'payer'; readonly payer: PayerCode }
  | { readonly kind: 'request'; readonly request: Presented<'request'> }
  | { readonly kind: 'transfer'; readonly transfer: Presented<'transfer'> };

/** Why text is no code to pay with. `code-of-another-kind` says which it is (PAY-2). */
export type PayCodeError =
  | Failure<'code-malformed' | 'code-newer-version' | 'code-forged' | 'code-too-large'>
  | (Failure<'code-of-another-kind'> & { readonly found: FoundCode });

function write(kind: PayCode['kind'], body: unknown): Result<string, Failure<'code-too-large'>> {
  const code = PREFIX + toBase64url(encodeCanonical([VERSION, kind, body]));
  return code.length <= MAX_CODE_LENGTH ? ok(code) : fail('code-too-large', `${code.length} characters`);
}

/** A payee's code. Throws on a body that does not fit: a bug of the caller. */
export function payeeCode(body: PayeeCode): Result<string, Failure<'code-too-large'>> {
  return write('payee', payee.write(body));
}

/** A payer's one-time code. */
export function payerCode(body: PayerCode): Result<string, Failure<'code-too-large'>> {
  return write('payer', payer.write(body));
}

/** The first or second code of a payment without any network: a signed request, a signed transfer. */
export function recordCode(
  presented: VerifiedOf<'request'> | VerifiedOf<'transfer'>,
  certificate: SignedBytes,
): Result<string, Failure<'code-too-large'>> {
  return write(presented.type, [packSigned(certificate), packRecord(presented)]);
}

/** Reads text that was scanned or pasted (PAY-1 to PAY-4). Never throws. */
export async function readPayCode(scanned: string, verify: Verify): Promise<Result<PayCode, PayCodeError>> {
  const trimmed = scanned.trim();
  const found = kindOfText(trimmed);
  if (found !== 'pay') return err({ code: 'code-of-another-kind', message: `this is ${found}`, found });
  if (trimmed.length > MAX_CODE_LENGTH) return fail('code-too-large', `${trimmed.length} characters`);
  const packed = fromBase64url(trimmed.slice(PREFIX.length));
  const decoded = packed.ok ? decodeCanonical(packed.value, 64) : packed;
  if (!decoded.ok || !Array.isArray(decoded.value)) return fail('code-malformed', 'cut short or changed');
  const [version, kind, body, ...more] = decoded.value as readonly unknown[];
  if (typeof version === 'number' && version > VERSION) return fail('code-newer-version', `version ${version}`);
  if (version !== VERSION || more.length > 0) return fail('code-malformed', 'not a code to pay with');
  return readBody(kind, body, verify);
}

async function readBody(kind: unknown, body: unknown, verify: Verify): Promise<Result<PayCode, PayCodeError>> {
  switch (kind) {
    case 'payee':
      return readFields(() => ({ kind, payee: payee.read(body) }));
    case 'payer':
      return readFields(() => ({ kind, payer: payer.read(body) }));
    case 'request':
    case 'transfer':
      return readPresented(kind, body, verify);
    default:
      return typeof kind === 'string' ? fail('code-newer-version', 'a later kind') : fail('code-malformed', 'no kind');
  }
}

function readFields(read: () => PayCode): Result<PayCode, PayCodeError> {
  try {
    return ok(read());
  } catch (cause) {
    if (!(cause instanceof Misfit)) throw cause;
    return fail(cause.isNewer ? 'code-newer-version' : 'code-malformed', cause.message);
  }
}

async function readPresented(
  kind: 'request' | 'transfer',
  body: unknown,
  verify: Verify,
): Promise<Result<PayCode, PayCodeError>> {
  const [certificateBytes, recordBytes, ...more] = Array.isArray(body) ? (body as readonly unknown[]) : [];
  const isPair = certificateBytes instanceof Uint8Array && recordBytes instanceof Uint8Array && more.length === 0;
  if (!isPair) return fail('code-malformed', 'not a certificate and a record');
  const signed = unpackSigned(certificateBytes);
  const decoded = decodeRecord(recordBytes);
  if (!signed.ok) return fail('code-malformed', signed.error.message);
  if (!decoded.ok) {
    const isNewer = decoded.error.code === 'record-newer-version';
    return fail(isNewer ? 'code-newer-version' : 'code-malformed', decoded.error.message);
  }
  const certificate = await readCertificate(signed.value, verify);
  const verified = await verifyRecord(decoded.value, verify);
  if (!certificate.ok || !verified.ok) return fail('code-forged', 'a signature does not hold');
  return presentedOf(kind, verified.value, certificate.value);
}

/** PAY-4: the record is of the kind the code says, and signed by the certified device of who speaks in it. */
function presentedOf(kind: string, presented: VerifiedRecord, certificate: Certificate): Result<PayCode, PayCodeError> {
  const isNamed = presented.type === kind;
  if (isNamed && presented.type === 'request' && speaks(presented, presented.body.payee, certificate)) {
    return ok({ kind: 'request', request: { record: presented, certificate } });
  }
  const maySpend = certificate.roles.includes('spend');
  if (isNamed && presented.type === 'transfer' && maySpend && speaks(presented, presented.body.from, certificate)) {
    return ok({ kind: 'transfer', transfer: { record: presented, certificate } });
  }
  return fail('code-forged', 'not signed by who speaks in it');
}

function speaks({ signatures }: VerifiedRecord, who: HolderId, { account: certified, device }: Certificate): boolean {
  return accountOfHolder(who) === certified && signatures.some(({ key }) => key === device);
}
