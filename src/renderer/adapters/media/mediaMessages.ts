import type { CropArea, MediaError, PreparedPicture, PreviewLook } from '@ports/media.ts';
import type { Result } from '@shared/result.ts';
import type { PictureHeader } from '@shared/picture/pictureHeader.ts';

/** What the worker is asked. Bytes and bitmaps are transferred, not copied. */
export type MediaTask =
  | {
      readonly kind: 'preview';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly type: string;
      readonly look: PreviewLook;
    }
  | {
      readonly kind: 'prepare';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly type: PictureHeader['type'];
      /** Most bytes of the small picture. */
      readonly thumbnailBytes: number;
    }
  | { readonly kind: 'crop'; readonly picture: Blob; readonly area: CropArea }
  | { readonly kind: 'read-code'; readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string }
  | { readonly kind: 'read-frame'; readonly frame: ImageBitmap }
  | { readonly kind: 'draw-code'; readonly text: string };

/** What it answers, by kind of task. */
export interface MediaAnswers {
  readonly preview: { readonly width: number; readonly height: number; readonly picture: Blob };
  readonly prepare: Omit<PreparedPicture, 'content'> & { readonly content: Blob };
  readonly crop: { readonly type: 'image/webp' | 'image/jpeg'; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly 'read-code': string;
  readonly 'read-frame': string | null;
  readonly 'draw-code': Uint8Array<ArrayBuffer>;
}

/** The answer to one kind of task. */
export type MediaAnswer<K extends MediaTask['kind']> = Result<MediaAnswers[K], MediaError>;

/** A task as posted. */
export interface MediaRequest {
  readonly id: number;
  readonly task: MediaTask;
}

/** An answer as posted. */
export interface MediaReply {
  readonly id: number;
  readonly answer: MediaAnswer<MediaTask['kind']>;
}
