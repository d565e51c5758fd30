import type { FileReference } from '@domain/chat/file.ts';
import type { ArticleReader } from '@ports/articleReader.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** The words the editor shows inside the text. */
export interface EditorWords {
  readonly text: string;
  readonly caption: string;
  readonly description: string;
  readonly program: string;
  readonly payment: string;
  readonly product: string;
  readonly post: string;
  readonly uploading: string;
}

/** What the editor needs of what is around it. */
export interface EditorTools {
  readonly words: EditorWords;
  readonly reader: ArticleReader;
  /** Keeps a picture; null where it could not be, which the person was told. */
  readonly keepPicture: (file: File) => Promise<FileReference | null>;
  /** Says where a picture is shown from, now and whenever that changes. */
  readonly followPicture: (file: FileReference, show: (url: string | null) => void) => Disposer;
  /** Some pictures of a page stayed links. */
  readonly onPicturesLeft: (count: number) => void;
}
