import type { PicturePreparer } from '@ports/media.ts';
import { fail, ok } from '@shared/result.ts';

/** Begins the bytes of what passes for a picture here: the rest of them are its content. */
export const MEMORY_PICTURE = 'PICTURE ';
/** Begins the bytes of a picture that cannot be drawn. */
export const BROKEN_PICTURE = 'BROKEN ';
/** What a memory picture is after it was encoded anew: nothing of the file is in it but its length. */
const ENCODED = 'ENCODED';

/** Pictures without a decoder, for tests: told apart by how their bytes begin. */
export function createMemoryPictures(): PicturePreparer {
  return {
    preparePicture: async (file) => {
      const text = new TextDecoder().decode(await file.arrayBuffer());
      if (text.startsWith(BROKEN_PICTURE)) return fail('picture-unreadable', 'it is broken');
      if (!text.startsWith(MEMORY_PICTURE)) return fail('picture-unsupported', 'not a picture');
      const content = new Blob([`${ENCODED} ${text.length}`]);
      const thumbnail = new TextEncoder().encode('small');
      return ok({
        content,
        type: 'image/webp',
        width: 400,
        height: 300,
        blur: '3OcRJYB4d3h_iIeHeEh3eIhw-j3A',
        thumbnail,
      });
    },
  };
}
