import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf } from '@shared/schemas.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type Verify, packSigned, signValue, unpackSigned, verifySigned } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_PEN_NAME } from './charter.ts';

const PURPOSE = 'channel-request';
const PREFIX = 'banyan-editor:';
const FORM = /banyan-editor:([A-Za-z0-9_-]{100,1024})/;

const requestSchema = v.strictObject({
  v: v.literal(1),
  channel: bytesOf(32),
  pen: bytesOf(32),
  agree: bytesOf(32),
  name: v.pipe(v.string(), v.maxLength(MAX_PEN_NAME)),
});
/** The keys somebody would write a channel with. */
export type EditorRequest = Pick<v.InferOutput<typeof requestSchema>, 'pen' | 'agree' | 'name'>;

/** A code to be given to the owner (CHN-5): signed by the pen, so that nobody asks with another's. */
export async function editorRequest(channel: SpaceId, request: EditorRequest, sign: Sign): Promise<string> {
  const signed = await signValue(PURPOSE, { v: 1, channel: idBytes(channel), ...request }, sign);
  return PREFIX + toBase64url(packSigned(signed));
}

/** The way back. */
export async function readEditorRequest(
  text: string,
  channel: SpaceId,
  verify: Verify,
): Promise<Result<EditorRequest, Failure<'editor-request-invalid'>>> {
  const refused = fail('editor-request-invalid', 'no request to edit this channel');
  const bytes = fromBase64url(FORM.exec(text.slice(0, 4096))?.[1] ?? '!');
  const signed = bytes.ok ? unpackSigned(bytes.value) : bytes;
  if (!signed.ok) return refused;
  const request = readCanonical(requestSchema, signed.value.bytes);
  if (request === null || toBase64url(request.channel) !== channel) return refused;
  const { pen, agree, name } = request;
  const isSigned = await verifySigned(PURPOSE, signed.value, { key: pen, verify });
  return isSigned ? ok({ pen, agree, name }) : refused;
}
