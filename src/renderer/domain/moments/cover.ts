import * as v from 'valibot';
import { type PostBody, encodePost, textPost, wirePostSchema } from '../feed/post.ts';

/** The body of the word: a post that is one picture, or nothing where it was taken away. */
export function encodeCover(picture: PostBody['files'][number] | null): Record<string, unknown> {
  return { picture: picture === null ? null : encodePost({ ...textPost(''), files: [picture] }) };
}

const coverSchema = v.strictObject({ picture: v.nullable(wirePostSchema) });

/** The picture as a post; null where there is none, or the word is in no form this version reads. */
export function readCover(body: unknown): PostBody | null {
  const parsed = v.safeParse(coverSchema, body);
  const picture = parsed.success ? parsed.output.picture : null;
  return picture?.files.length === 1 && picture.files[0]?.picture !== null ? picture : null;
}
